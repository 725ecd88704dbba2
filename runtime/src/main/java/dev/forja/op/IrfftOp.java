package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The real rows of n numbers whose transform is given by its first half, [.., n / 2 + 1, 2]: {@code
 * x[j] = scale * sum of X[k] e^(2 pi i j k / n)} over both halves. The imaginary parts of the first
 * number and, for even n, of the last are not used. With {@code once} the numbers of the second
 * half are 0, which makes this the gradient of {@link RfftOp}. Computed in double. Immutable.
 */
public record IrfftOp(int n, double scale, boolean once) implements Op {
  @Override
  public String name() {
    return "irfft";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    TensorType x = inputs[0];
    if (n < 1 || x.rank() < 2 || x.size(-1) != 2 || x.size(-2) != n / 2 + 1) {
      throw new IllegalArgumentException(
          "irfft: %s for rows of %d: expected [.., n / 2 + 1, 2], n being 1 or more"
              .formatted(x.show(), n));
    }
    int[] shape = Arrays.copyOf(x.sizes(), x.rank() - 1);
    shape[x.rank() - 2] = n;
    return TensorType.owningFloats(shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return FftOp.flops(outputs[0].count(), n);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(shapes(TensorType.of(x))[0].sizes());
    int half = n / 2 + 1;
    Fourier plan = new Fourier(n);
    double[] re = new double[n];
    double[] im = new double[n];
    for (int row = 0; row < y.count() / n; row++) {
      for (int k = 0; k < half; k++) {
        int from = x.offset() + 2 * (row * half + k);
        // Half of each number and half of its mirror image give the real part of the whole.
        boolean single = RfftOp.occurs(k, n) == 1;
        double share = single ? scale : once ? scale / 2 : scale;
        double real = x.floats()[from] * share;
        double imaginary = single ? 0 : x.floats()[from + 1] * share;
        re[k] = real;
        im[k] = imaginary;
        if (!single) {
          re[n - k] = real;
          im[n - k] = -imaginary;
        }
      }
      plan.inverse(re, im);
      for (int i = 0; i < n; i++) {
        y.floats()[y.offset() + row * n + i] = (float) re[i];
      }
    }
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    Op back = new RfftOp(scale, !once);
    return GradShapes.of(back.forward(new NdArray[] {dy}, allocator).output(0));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(context.apply(new RfftOp(scale, !once), context.gradOutput()));
  }
}
