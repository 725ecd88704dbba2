package dev.forja;

import dev.forja.spi.ResultMapper;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoker written by hand in the form that the processor generates: it calls its children in
 * turn and returns the texts that they and its own body returned.
 */
final class Node extends Invoker {
  static final Entry<Node, Args, String> CALL = Entry.of(Node.class, "call", ResultMapper.none());
  static final Entry<Node, OtherArgs, @Nullable String> OTHER =
      Entry.<Node, OtherArgs, @Nullable String>of(Node.class, "other", ResultMapper.none())
          .nullable();

  final Hooks<Node, Args, String> callHooks = new Hooks<>(this, CALL);
  final Hooks<Node, OtherArgs, @Nullable String> otherHooks = new Hooks<>(this, OTHER);

  final String name;
  final List<Node> children = new ArrayList<>();
  volatile @Nullable RuntimeException failure;
  Runnable body = () -> {};
  int bodies;

  Node(String name, Node... children) {
    this.name = name;
    this.children.addAll(List.of(children));
    adoptChildren();
  }

  String call(String text) {
    if (isQuiet()) {
      return runCall(text);
    }
    return callWatched(text);
  }

  private String callWatched(String text) {
    if (!isWatchedHere()) {
      return runCall(text);
    }
    return callHooks.watch(new Args(text), args -> runCall(args.text()));
  }

  private String runCall(String text) {
    bodies++;
    body.run();
    StringBuilder all = new StringBuilder(name).append(':').append(text);
    for (Node child : children) {
      all.append(' ').append(child.call(text));
    }
    if (failure != null) {
      throw failure;
    }
    return all.toString();
  }

  @Nullable String other() {
    if (isQuiet()) {
      return null;
    }
    return otherHooks.watch(new OtherArgs(), args -> null);
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.list("", children, StateVisitor::child);
  }

  @Override
  public String typeName() {
    return "Node";
  }

  @Override
  protected String extraRepr() {
    return name;
  }

  record Args(String text) implements CallArgs {
    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }

  record OtherArgs() implements CallArgs {
    @Override
    public OtherArgs mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
