package dev.forja.onnx.graph;

import dev.forja.onnx.operators.OnnxNode;
import java.util.List;
import java.util.Set;

/**
 * A node of a {@link Net}. Two nodes are equal if they are the same object. Changed and read by one
 * thread at a time.
 */
public final class NetNode {
  private final OnnxNode node;
  private final List<Integer> inputs;
  private final List<Integer> outputs;
  private final Set<Integer> captured;
  private final List<String> scope;
  private boolean gone;

  /**
   * A node.
   *
   * @param node what it says of itself
   * @param inputs the slots of the inputs; -1 for one that is left out
   * @param outputs the slots of the outputs; -1 for one without a name
   * @param captured the slots that graphs in its attributes read
   * @param scope the names of its scopes, outermost first
   */
  public NetNode(
      OnnxNode node,
      List<Integer> inputs,
      List<Integer> outputs,
      Set<Integer> captured,
      List<String> scope) {
    this.node = node;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.captured = Set.copyOf(captured);
    this.scope = List.copyOf(scope);
  }

  /** What it says of itself. */
  public OnnxNode node() {
    return node;
  }

  /** The slots of the inputs. */
  public List<Integer> inputs() {
    return inputs;
  }

  /** The slots of the outputs. */
  public List<Integer> outputs() {
    return outputs;
  }

  /** The slots that graphs in its attributes read. */
  public Set<Integer> captured() {
    return captured;
  }

  /** The names of its scopes. */
  public List<String> scope() {
    return scope;
  }

  /** The name of its operator. */
  public String op() {
    return node.op();
  }

  /** An input; -1 if it is left out. */
  public int input(int index) {
    return index < inputs.size() ? inputs.get(index) : -1;
  }

  /** The first output. */
  public int output() {
    return outputs.isEmpty() ? -1 : outputs.getFirst();
  }

  boolean isGone() {
    return gone;
  }

  void remove() {
    gone = true;
  }
}
