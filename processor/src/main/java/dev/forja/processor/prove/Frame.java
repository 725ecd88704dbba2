package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One run of a method or a lambda. */
final class Frame {
  private final BiConsumer<TreePath, Value> returning;
  private final List<Scope> leaves = new ArrayList<>();
  private @Nullable Value result;

  /**
   * A run.
   *
   * @param returning is told what is returned, and where
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

  /** Takes one value that it may have. */
  void gives(Value value) {
    result = result == null ? value : Value.join(result, value);
  }

  /** What it returns; unknown if it returns nothing. */
  Value result() {
    return result == null ? Value.UNKNOWN : result;
  }

  /** Takes what is known where the code leaves a loop, or its turn. */
  void leaves(Scope scope) {
    leaves.add(scope);
  }

  /** What was known where the code left. */
  List<Scope> leaves() {
    return List.copyOf(leaves);
  }

  /** The same, and forgets it. */
  List<Scope> takeLeaves() {
    List<Scope> taken = List.copyOf(leaves);
    leaves.clear();
    return taken;
  }
}
