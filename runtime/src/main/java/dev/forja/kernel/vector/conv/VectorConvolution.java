package dev.forja.kernel.vector.conv;

import dev.forja.kernel.Finish;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.conv.Correlation;
import dev.forja.kernel.conv.Images;
import dev.forja.kernel.conv.PaddedConvolution;
import dev.forja.kernel.conv.WeightSums;
import dev.forja.kernel.vector.base.RowCopy;
import org.jspecify.annotations.Nullable;

/** Convolution with register tiles over padded planes. */
public final class VectorConvolution extends PaddedConvolution {
  /** Creates convolution on these matrix products. */
  public VectorConvolution(MatmulKernels products) {
    super(products, RowCopy::padded);
  }

  @Override
  protected void correlate(
      Correlation sums,
      int images,
      Images source,
      float[] w,
      int wo,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish) {
    new TapSums(sums).run(images, source, w, wo, bias, bo, target, finish);
  }

  @Override
  protected void weightGrad(
      WeightSums sums, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    new WeightGradient(sums).run(x, xo, dy, dyo, dw, dwo);
  }
}
