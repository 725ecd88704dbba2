package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * Products of 8-bit integers, exact, by the kernels of float32: a sum of products is exact there in
 * any order as long as it cannot pass 2^24, so longer sums are cut into such parts, which are added
 * in int64.
 */
final class SmallIntegers {
  private static final long EXACT = 1 << 24;

  private SmallIntegers() {}

  /** As {@code numpy.matmul}, of integers in float32 of at most 255; in float32 or int64. */
  static Tensor matmul(Tensor a, Tensor b) {
    if (a.count() == 0 || b.count() == 0 || a.rank() == 0 || b.rank() == 0) {
      return IntegerMatrices.matmul(a.to(DType.I64), b.to(DType.I64));
    }
    int k = a.size(-1);
    int dim = Math.max(0, b.rank() - 2);
    int length = (int) Math.min(k, exact(a, b));
    if (length >= k) {
      return a.matmul(b);
    }
    if (b.size(dim) != k) {
      a.matmul(b); // which says what does not fit
    }
    Tensor sum = Tensor.scalarLong(0);
    for (int from = 0; from < k; from += length) {
      int to = Math.min(k, from + length);
      Tensor part = a.slice(a.rank() - 1, from, to).matmul(b.slice(dim, from, to)).to(DType.I64);
      sum = sum.add(part);
    }
    return sum;
  }

  /** A convolution of integers in float32 of at most 255; in float32 or int64. */
  static Tensor conv(Tensor x, Tensor weight, Windows windows, int groups) {
    int channels = weight.size(1);
    int taps = Math.max(1, Arrays.stream(windows.kernel()).reduce(1, (a, b) -> a * b));
    boolean plain =
        x.count() > 0
            && weight.count() > 0
            && windows.dims() <= 3
            && Arrays.stream(windows.before()).allMatch(pad -> pad >= 0)
            && Arrays.stream(windows.after()).allMatch(pad -> pad >= 0);
    int length = plain ? (int) Math.min(channels, exact(x, weight) / taps) : 0;
    if (length >= channels && plain) {
      return Convolutions.conv(x, weight, null, windows, groups);
    }
    if (length == 0 || groups != 1 || x.size(1) != channels) {
      return IntegerConvolution.of(x.to(DType.I64), weight.to(DType.I64), windows, groups);
    }
    Tensor sum = Tensor.scalarLong(0);
    for (int from = 0; from < channels; from += length) {
      int to = Math.min(channels, from + length);
      Tensor part =
          Convolutions.conv(x.slice(1, from, to), weight.slice(1, from, to), null, windows, 1)
              .to(DType.I64);
      sum = sum.add(part);
    }
    return sum;
  }

  /** How many products may be added before a sum can pass 2^24. */
  private static long exact(Tensor a, Tensor b) {
    long largest = largest(a) * largest(b);
    return largest == 0 ? Long.MAX_VALUE : EXACT / largest;
  }

  private static long largest(Tensor x) {
    return Math.round(x.abs().amax().item());
  }
}
