package dev.forja.onnx;

import dev.forja.onnx.operators.OnnxValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph that can run: its parts in order, and the slots of its values. Immutable.
 *
 * @param items the parts in an order in which each needs only earlier ones
 * @param joined the same for a run of which nobody sees the inside: without scopes
 * @param first the values that a run begins with: initializers and constants
 * @param inputs the slots of the inputs, by name, in order
 * @param outputs the slots of the outputs
 * @param outputNames the names of the outputs
 * @param captured for each slot that is filled from the graph around this one, the slot there
 */
record Program(
    List<Item> items,
    List<Item> joined,
    List<@Nullable OnnxValue> first,
    Map<String, Integer> inputs,
    List<Integer> outputs,
    List<String> outputNames,
    Map<Integer, Integer> captured) {
  /** A frame in which only the constants are filled. */
  Frame frame(@Nullable Budget budget) {
    return frame(budget, null);
  }

  /** A frame in which only the constants are filled, with its memory. */
  Frame frame(@Nullable Budget budget, @Nullable FrameMemory memory) {
    return new Frame(first.toArray(OnnxValue[]::new), budget, memory);
  }
}
