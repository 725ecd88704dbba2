package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;

/** Elementwise kernels over arrays, for the ops built on them. */
final class Elementwise {
  private Elementwise() {}

  /** {@code f(x)} in a new array. */
  static NdArray unary(UnaryKind f, NdArray array, Allocator allocator) {
    NdArray x = array.contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    Kernels.get()
        .elementwise()
        .unary(f.kernel(), x.floats(), x.offset(), y.floats(), y.offset(), y.count());
    return y;
  }

  /** {@code f(x, value)}, or {@code f(value, x)} if reversed, in a new array. */
  static NdArray scalar(
      BinaryKind f, NdArray array, float value, boolean reversed, Allocator allocator) {
    NdArray x = array.contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    float[] one = {value};
    if (reversed) {
      Kernels.get()
          .elementwise()
          .binary(
              f.kernel(), one, 0, 0, x.floats(), x.offset(), 1, y.floats(), y.offset(), y.count());
    } else {
      Kernels.get()
          .elementwise()
          .binary(
              f.kernel(), x.floats(), x.offset(), 1, one, 0, 0, y.floats(), y.offset(), y.count());
    }
    return y;
  }

  /** {@code x * factor} in a new array. */
  static NdArray scale(NdArray x, float factor, Allocator allocator) {
    return scalar(BinaryKind.MUL, x, factor, false, allocator);
  }

  /** {@code a * b} for two arrays of one shape, in a new array. */
  static NdArray multiply(NdArray a, NdArray b, Allocator allocator) {
    return Broadcast.binary(BinaryKind.MUL, a, b, a.shape(), allocator);
  }
}
