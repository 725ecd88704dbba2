package dev.forja.onnx;

import dev.forja.onnx.operators.OnnxValue;
import org.jspecify.annotations.Nullable;

/** The values of one run of a graph, by slot. For the thread of the call. */
final class Frame {
  private final @Nullable OnnxValue[] values;

  /** A frame that begins with these values, which are copied. */
  Frame(@Nullable OnnxValue[] first) {
    values = first.clone();
  }

  /** A value; null for the slot -1, which stands for an input that is left out. */
  @Nullable OnnxValue get(int slot) {
    return slot < 0 ? null : values[slot];
  }

  void put(int slot, @Nullable OnnxValue value) {
    if (slot >= 0) {
      values[slot] = value;
    }
  }
}
