package dev.forja.tensor;

import dev.forja.array.DType;
import java.util.Arrays;

/** The type in which tensors meet: float32 if one of them holds floats, else int64. */
final class Promotion {
  /** Beyond this, both ways, a number is no int64. */
  private static final double BEYOND = 0x1p63;

  private Promotion() {}

  /** Whether a number is an integer that int64 holds: not infinite, nor larger. */
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

  /** The tensors as they are if all have one type, else all in that in which they meet. */
  static Tensor[] alike(Tensor... tensors) {
    if (Arrays.stream(tensors).map(Tensor::dtype).distinct().count() <= 1) {
      return tensors;
    }
    DType type = of(tensors);
    return Arrays.stream(tensors).map(tensor -> tensor.to(type)).toArray(Tensor[]::new);
  }
}
