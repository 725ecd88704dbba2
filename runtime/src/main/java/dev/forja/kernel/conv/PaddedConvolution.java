package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.ConvolutionKernels;
import dev.forja.kernel.Finish;
import dev.forja.kernel.MatmulKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution as products of a weight matrix with shifted planes. The shifted planes are never
 * stored as a matrix (im2col), because in {@link PaddedPlanes} each shift is just an offset. A
 * kernel of size 1 needs no shifts and is a plain matrix product. Which of these computes a
 * convolution depends on its sizes alone, for plain loops and vectors alike, because each adds in
 * another order. Inputs that are almost entirely padding, for which padded planes would need too
 * much memory, are a case of their own.
 */
public abstract class PaddedConvolution implements ConvolutionKernels {
  private final MatmulKernels products;

  /** Padded planes with fewer elements than this are never treated as sparse. */
  private static final long SMALL = 1L << 22;

  private final PointwiseConvolution pointwise;
  private final PaddedPlanes.RowCopier copier;
  private final ConvolutionKernels sparse = new SparseConvolution();

  /** Creates convolution on these matrix products, and this way to copy a row. */
  protected PaddedConvolution(MatmulKernels products, PaddedPlanes.RowCopier copier) {
    this.products = products;
    this.copier = copier;
    pointwise = new PointwiseConvolution(products);
  }

  /**
   * Computes the images of {@code target} from those of {@code source}.
   *
   * @param bias added to each target channel; null for none
   * @param finish what is done with the elements of {@code target}, which are then dense; null for
   *     nothing
   */
  protected abstract void correlate(
      Correlation sums,
      int images,
      Images source,
      float[] w,
      int wo,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish);

  /** Computes {@code dw}, the gradient of the weight. */
  protected abstract void weightGrad(
      WeightSums sums, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo);

  /** Whether the padded input is large, and far larger than the input and the output. */
  private static boolean isSparse(Convolution c) {
    long padded = span(c.rows()) * span(c.columns());
    return padded > SMALL && padded / 16 > (long) c.inPlane() + c.outPlane();
  }

  private static long span(ConvAxis axis) {
    return (axis.out() - 1L) * axis.stride() + (axis.kernel() - 1L) * axis.dilation() + 1;
  }

  @Override
  public void forward(
      Convolution c,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float @Nullable [] b,
      int bo,
      float[] y,
      int yo,
      @Nullable Finish finish) {
    if (PointwiseConvolution.fits(c)) {
      pointwise.forward(c, x, xo, w, wo, b, bo, y, yo, finish);
      return;
    }
    if (isSparse(c)) {
      sparse.forward(c, x, xo, w, wo, b, bo, y, yo, finish);
      return;
    }
    PaddedPlanes planes = new PaddedPlanes(c.rows(), c.columns(), copier);
    Correlation sums =
        new Correlation(
            planes,
            Taps.forward(c, planes),
            c.groups(),
            c.groupInputs(),
            c.groupOutputs(),
            c.rows().out(),
            c.columns().out());
    correlate(sums, c.images(), inputs(c, x, xo), w, wo, b, bo, outputs(c, y, yo), finish);
  }

  @Override
  public void inputGrad(
      Convolution c, float[] dy, int dyo, float[] w, int wo, float[] dx, int dxo) {
    if (PointwiseConvolution.fits(c)) {
      pointwise.inputGrad(c, dy, dyo, w, wo, dx, dxo);
      return;
    }
    if (isSparse(c)) {
      sparse.inputGrad(c, dy, dyo, w, wo, dx, dxo);
      return;
    }
    if (c.rows().stride() > 1 || c.columns().stride() > 1) {
      Arrays.fill(dx, dxo, dxo + c.images() * c.inChannels() * c.inPlane(), 0f);
    }
    for (int i = 0; i < c.rows().stride(); i++) {
      for (int j = 0; j < c.columns().stride(); j++) {
        inputGrad(c, new Phase(c.rows(), i), new Phase(c.columns(), j), dy, dyo, w, wo, dx, dxo);
      }
    }
  }

  /**
   * Computes the gradient of the inputs of one phase of rows and columns; zero if no tap reads
   * them.
   */
  private void inputGrad(
      Convolution c,
      Phase rows,
      Phase columns,
      float[] dy,
      int dyo,
      float[] w,
      int wo,
      float[] dx,
      int dxo) {
    ConvAxis down = rows.window();
    ConvAxis across = columns.window();
    if (down.out() == 0 || across.out() == 0) {
      return;
    }
    PaddedPlanes planes = new PaddedPlanes(down, across, copier);
    Taps taps = Taps.backward(c, rows, columns, planes);
    if (taps.count() == 0) {
      return;
    }
    int width = c.columns().in();
    Images target =
        new Images(
            dx,
            dxo + rows.first() * width + columns.first(),
            c.inChannels(),
            c.inPlane(),
            c.rows().stride() * width,
            c.columns().stride());
    Correlation sums =
        new Correlation(
            planes, taps, c.groups(), c.groupOutputs(), c.groupInputs(), down.out(), across.out());
    correlate(sums, c.images(), outputs(c, dy, dyo), w, wo, null, 0, target, null);
  }

  @Override
  public void weightGrad(
      Convolution c, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    if (PointwiseConvolution.fits(c)) {
      pointwise.weightGrad(c, x, xo, dy, dyo, dw, dwo);
    } else if (isSparse(c)) {
      sparse.weightGrad(c, x, xo, dy, dyo, dw, dwo);
    } else if (StridedWeightGradient.fits(c)) {
      new StridedWeightGradient(c, products).run(x, xo, dy, dyo, dw, dwo);
    } else {
      weightGrad(new WeightSums(c, copier), x, xo, dy, dyo, dw, dwo);
    }
  }

  private static Images inputs(Convolution c, float[] x, int xo) {
    return new Images(x, xo, c.inChannels(), c.inPlane(), c.columns().in(), 1);
  }

  private static Images outputs(Convolution c, float[] y, int yo) {
    return new Images(y, yo, c.outChannels(), c.outPlane(), c.columns().out(), 1);
  }
}
