package dev.forja.onnx;

import dev.forja.onnx.operators.Value;
import org.jspecify.annotations.Nullable;

/** The values of one run of a graph, by slot. For the thread of the call. */
final class Frame {
  private final @Nullable Value[] values;

  /** A frame that begins with these values, which are copied. */
  Frame(@Nullable Value[] first) {
    values = first.clone();
  }

  /** A value; null for the slot -1, which stands for an input that is left out. */
  @Nullable Value get(int slot) {
    return slot < 0 ? null : values[slot];
  }

  void put(int slot, @Nullable Value value) {
    if (slot >= 0) {
      values[slot] = value;
    }
  }
}
