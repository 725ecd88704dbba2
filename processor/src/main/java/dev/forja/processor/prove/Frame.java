package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One execution of a method or a lambda. */
final class Frame {
  private final BiConsumer<TreePath, Value> returning;
  private final List<Leave> leaves = new ArrayList<>();
  private @Nullable Value result;

  /** A place where the code goes on elsewhere. */
  private record Leave(Target target, Scope scope) {}

  /**
   * Creates a frame.
   *
   * @param returning receives each returned value and its location
   */
  Frame(BiConsumer<TreePath, Value> returning) {
    this.returning = returning;
  }

  Frame() {
    this((_, _) -> {});
  }

  void returns(TreePath place, Value value) {
    returning.accept(place, value);
    gives(value);
  }

  /** Adds a possible return value. */
  void gives(Value value) {
    result = result == null ? value : Value.join(result, value);
  }

  /** The returned value; unknown if nothing is returned. */
  Value result() {
    return result == null ? Value.UNKNOWN : result;
  }

  /** Adds the facts at a place where the code goes on at the target. */
  void leaves(Target target, Scope scope) {
    leaves.add(new Leave(target, scope));
  }

  /** The number of places so far, of which the code has not come to the target yet. */
  int count() {
    return leaves.size();
  }

  /** The facts at the places since there were this many. */
  List<Scope> since(int count) {
    return leaves.subList(count, leaves.size()).stream().map(Leave::scope).toList();
  }

  /** Returns and removes the facts with which the code comes to the target. */
  List<Scope> take(Target target) {
    List<Scope> taken =
        leaves.stream().filter(each -> each.target().equals(target)).map(Leave::scope).toList();
    leaves.removeIf(each -> each.target().equals(target));
    return taken;
  }
}
