package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;

/** Functions of integers that tensors do not have. */
final class Integers {
  private Integers() {}

  /** Powers of integers; a fraction of an exponent counts, and the result is truncated. */
  static Tensor pow(Tensor base, Tensor exponent) {
    int[] shape = Shapes.broadcast("pow", base.shape(), exponent.shape());
    long[] bases = base.to(DType.I64).expand(shape).toLongs();
    long[] powers = new long[bases.length];
    if (exponent.dtype().isFloat()) {
      float[] exponents = exponent.expand(shape).toFloats();
      for (int i = 0; i < powers.length; i++) {
        powers[i] = (long) Math.pow((double) bases[i], exponents[i]);
      }
    } else {
      long[] exponents = exponent.to(DType.I64).expand(shape).toLongs();
      for (int i = 0; i < powers.length; i++) {
        powers[i] = pow(bases[i], exponents[i]);
      }
    }
    return Tensor.of(powers, shape).to(base.dtype());
  }

  private static long pow(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      result *= (rest & 1) == 1 ? square : 1;
      square *= square;
    }
    return result;
  }
}
