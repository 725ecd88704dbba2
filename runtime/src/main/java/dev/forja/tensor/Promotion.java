package dev.forja.tensor;

import dev.forja.array.DType;
import java.util.Arrays;

/** Type promotion: float32 if one of the tensors holds floats, otherwise int64. */
final class Promotion {
  /** Numbers of this magnitude or more exceed the range of int64. */
  private static final double BEYOND = 0x1p63;

  private Promotion() {}

  /** Whether a number is an integer in the range of int64. */
  static boolean isWhole(double value) {
    return value == Math.rint(value) && value >= -BEYOND && value < BEYOND;
  }

  static DType of(Tensor... tensors) {
    for (Tensor tensor : tensors) {
      if (tensor.dtype().isFloat()) {
        return DType.F32;
      }
    }
    return DType.I64;
  }

  /** The tensors converted to their common type; unchanged if all have the same type. */
  static Tensor[] alike(Tensor... tensors) {
    if (Arrays.stream(tensors).map(Tensor::dtype).distinct().count() <= 1) {
      return tensors;
    }
    DType type = of(tensors);
    return Arrays.stream(tensors).map(tensor -> tensor.to(type)).toArray(Tensor[]::new);
  }
}
