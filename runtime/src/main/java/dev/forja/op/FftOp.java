package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The discrete Fourier transform of complex rows [.., n, 2], whose last dimension holds real and
 * imaginary parts: {@code X[k] = scale * sum of x[j] e^(-2 pi i j k / n)}, or with the other sign
 * of the exponent if {@code inverse}. Computed in double. Immutable.
 */
public record FftOp(boolean inverse, double scale) implements Op {
  @Override
  public String name() {
    return inverse ? "ifft" : "fft";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    TensorType x = inputs[0];
    if (x.rank() < 2 || x.size(-1) != 2 || x.size(-2) == 0) {
      throw new IllegalArgumentException(
          "%s: %s: expected complex rows [.., n, 2], n being 1 or more"
              .formatted(name(), x.show()));
    }
    return x.alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return flops(inputs[0].count(), inputs[0].size(-2));
  }

  /** The usual count of {@code 5 n log2 n} for each row of n complex numbers. */
  static long flops(long floats, int n) {
    return (long) Math.ceil(2.5 * floats * StrictMath.log(n) / StrictMath.log(2));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(transformed(inputs[0], inverse, allocator));
  }

  private NdArray transformed(NdArray given, boolean back, Allocator allocator) {
    NdArray x = given.contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    int n = x.size(-2);
    Fourier plan = new Fourier(n);
    double[] re = new double[n];
    double[] im = new double[n];
    for (int row = 0; row < x.count(); row += 2 * n) {
      for (int i = 0; i < n; i++) {
        re[i] = x.floats()[x.offset() + row + 2 * i];
        im[i] = x.floats()[x.offset() + row + 2 * i + 1];
      }
      if (back) {
        plan.inverse(re, im);
      } else {
        plan.transform(re, im);
      }
      for (int i = 0; i < n; i++) {
        y.floats()[y.offset() + row + 2 * i] = (float) (re[i] * scale);
        y.floats()[y.offset() + row + 2 * i + 1] = (float) (im[i] * scale);
      }
    }
    return y;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(transformed(GradShapes.only(gradOutputs), !inverse, allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(
        context.apply(new FftOp(!inverse, scale), context.gradOutput()));
  }
}
