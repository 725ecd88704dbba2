package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The discrete Fourier transform of real rows: [.., n] becomes [.., n / 2 + 1, 2], the first half
 * of {@code X[k] = scale * sum of x[j] e^(-2 pi i j k / n)}, whose other half is its mirror image.
 * With {@code twice} the numbers that have a mirror image count double, which makes this the
 * gradient of {@link IrfftOp}. Computed in double. Immutable.
 */
public record RfftOp(double scale, boolean twice) implements Op {
  @Override
  public String name() {
    return "rfft";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    TensorType x = inputs[0];
    if (x.rank() == 0 || x.size(-1) == 0) {
      throw new IllegalArgumentException(
          "rfft: %s: expected rows of one number or more".formatted(x.show()));
    }
    int[] shape = Arrays.copyOf(x.sizes(), x.rank() + 1);
    shape[x.rank() - 1] = x.size(-1) / 2 + 1;
    shape[x.rank()] = 2;
    return TensorType.owningFloats(shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return FftOp.flops(inputs[0].count(), inputs[0].size(-1));
  }

  /** How often a number of the first half occurs in the whole: twice if it has a mirror image. */
  static int occurs(int k, int n) {
    return k == 0 || 2 * k == n ? 1 : 2;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(shapes(TensorType.of(x))[0].sizes());
    int n = x.size(-1);
    int half = n / 2 + 1;
    Fourier plan = new Fourier(n);
    double[] re = new double[n];
    double[] im = new double[n];
    for (int row = 0; row < x.count() / n; row++) {
      for (int i = 0; i < n; i++) {
        re[i] = x.floats()[x.offset() + row * n + i];
      }
      Arrays.fill(im, 0);
      plan.transform(re, im);
      for (int k = 0; k < half; k++) {
        double factor = twice ? scale * occurs(k, n) : scale;
        int to = y.offset() + 2 * (row * half + k);
        y.floats()[to] = (float) (re[k] * factor);
        y.floats()[to + 1] = (float) (k == 0 || 2 * k == n ? 0 * im[k] : im[k] * factor);
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
    Op back = new IrfftOp(saved.input(0).size(-1), scale, !twice);
    return GradShapes.of(back.forward(new NdArray[] {dy}, allocator).output(0));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Op back = new IrfftOp(context.inputType(0).size(-1), scale, !twice);
    return Collections.singletonList(context.apply(back, context.gradOutput()));
  }
}
