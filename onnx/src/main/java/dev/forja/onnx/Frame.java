package dev.forja.onnx;

import dev.forja.onnx.operators.OnnxValue;
import org.jspecify.annotations.Nullable;

/** The values of one run of a graph, by slot. For the thread of the call. */
final class Frame {
  private final @Nullable OnnxValue[] values;
  private final @Nullable Budget budget;
  private final @Nullable FrameMemory memory;

  /**
   * A frame that begins with these values, which are copied.
   *
   * @param budget what a graph inside of another one may do; null for the outermost
   * @param memory what uses the memory of values again; null if they may be seen after the run
   */
  Frame(@Nullable OnnxValue[] first, @Nullable Budget budget, @Nullable FrameMemory memory) {
    values = first.clone();
    this.budget = budget;
    this.memory = memory;
    if (memory != null) {
      for (OnnxValue value : first) {
        memory.hold(value);
      }
    }
  }

  /** Whether the memory of values is used again. */
  boolean reuses() {
    return memory != null;
  }

  /** That of a graph inside of this one. */
  Budget inner() {
    return budget == null ? new Budget() : budget;
  }

  /** Takes the cost of a node, in a graph inside of another one. */
  void spend(long elements) {
    if (budget != null) {
      budget.spend(elements);
    }
  }

  /** A value; null for the slot -1, which stands for an input that is left out. */
  @Nullable OnnxValue get(int slot) {
    return slot < 0 ? null : values[slot];
  }

  void put(int slot, @Nullable OnnxValue value) {
    if (slot < 0) {
      return;
    }
    OnnxValue before = values[slot];
    values[slot] = value;
    if (memory != null) {
      memory.hold(value);
      memory.release(before);
    }
  }
}
