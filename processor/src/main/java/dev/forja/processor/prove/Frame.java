package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One execution of a method or a lambda. */
final class Frame {
  private final BiConsumer<TreePath, Value> returning;
  private final List<Scope> leaves = new ArrayList<>();
  private @Nullable Value result;

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

  /** Adds the facts at a place where the code leaves a loop or its current iteration. */
  void leaves(Scope scope) {
    leaves.add(scope);
  }

  /** The facts at the places where the code left. */
  List<Scope> leaves() {
    return List.copyOf(leaves);
  }

  /** Returns and clears the facts at the places where the code left. */
  List<Scope> takeLeaves() {
    List<Scope> taken = List.copyOf(leaves);
    leaves.clear();
    return taken;
  }
}
