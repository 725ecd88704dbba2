package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * A value in a running graph: a tensor, a sequence of tensors, or an optional without contents.
 * Immutable, so any thread may read it.
 */
public sealed interface OnnxValue {
  /** One tensor. Immutable, so any thread may read it. */
  record Single(Tensor tensor) implements OnnxValue {}

  /** A sequence of tensors. Immutable, so any thread may read it. */
  record Sequence(List<Tensor> tensors) implements OnnxValue {
    /** Copies the list. */
    public Sequence {
      tensors = List.copyOf(tensors);
    }
  }

  /** An optional without contents. Immutable, so any thread may read it. */
  record Nothing() implements OnnxValue {}

  /** A value that is a tensor. */
  static OnnxValue of(Tensor tensor) {
    return new Single(tensor);
  }
}
