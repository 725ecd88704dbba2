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

  /** The type in which elements of a type are computed: float32, int64 or bool. */
  static DType computed(DType type) {
    return type.isFloat() ? DType.F32 : type == DType.BOOL ? DType.BOOL : DType.I64;
  }

  /**
   * The type of a result of integers, by PyTorch's rules: bool gives way to every other, smaller
   * types to larger ones; int8 and uint8 give int32, because there is no int16.
   */
  static DType integers(DType a, DType b) {
    if (a == b || b == DType.BOOL) {
      return a;
    }
    if (a == DType.BOOL) {
      return b;
    }
    return a.bytes() == b.bytes() ? DType.I32 : a.bytes() > b.bytes() ? a : b;
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
