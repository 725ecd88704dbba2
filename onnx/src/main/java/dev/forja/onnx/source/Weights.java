package dev.forja.onnx.source;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.onnx.graph.Net;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The tensors of the classes by their names in the state dict. For one thread. */
final class Weights {
  /** Constants with at most so many elements are written in the source. */
  static final int IN_SOURCE = 16;

  private final SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();

  /** Whether a value is a tensor of the state, and not a number in the source. */
  static boolean isKept(Net net, int slot) {
    Tensor value = net.value(slot);
    return value != null
        && (value.count() > IN_SOURCE
            || (net.isState(slot)
                && value.dtype().isFloat()
                && !net.name(slot).startsWith("/")
                && value.rank() > 0));
  }

  /** Adds a tensor, copied into the order of its elements. */
  void put(String name, Tensor tensor) {
    arrays.put(name, tensor.array().contiguous(Allocator.HEAP));
  }

  SequencedMap<String, NdArray> arrays() {
    return arrays;
  }
}
