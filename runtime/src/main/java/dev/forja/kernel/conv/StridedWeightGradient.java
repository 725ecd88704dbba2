package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.parallel.Parallel;
import java.util.Arrays;

/**
 * The gradient of the weight for strides above 1 and a single group. The inputs that each tap reads
 * are copied to a row of a matrix, for as many outputs as fit in the cache, and the gradient of the
 * output is multiplied by the transpose of that matrix. Images and blocks are processed one after
 * the other, because all are added to the same sums.
 */
record StridedWeightGradient(Convolution c, MatmulKernels products) {
  /** The number of matrix elements processed at a time. */
  private static final int CACHED_ELEMENTS = 1 << 17;

  /** Whether this class is suited to the convolution. */
  static boolean fits(Convolution c) {
    return c.groups() == 1 && (c.rows().stride() > 1 || c.columns().stride() > 1);
  }

  void run(float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    int seen = c.inChannels() * c.taps();
    int width = c.columns().out();
    int most =
        Math.clamp(CACHED_ELEMENTS / Math.max(1, seen * width), 1, Math.max(1, c.rows().out()));
    ConvolutionScratch scratch = ConvolutionScratch.take();
    float[] matrix = scratch.planes(seen * most * width);
    Arrays.fill(dw, dwo, dwo + c.weights(), 0f);
    for (int image = 0; image < c.images(); image++) {
      int from = xo + image * c.inChannels() * c.inPlane();
      for (int row = 0; row < c.rows().out(); row += most) {
        int first = row;
        int count = Math.min(most, c.rows().out() - row);
        int places = count * width;
        Parallel.run(
            c.inChannels(), channel -> writeOut(x, from, channel, first, count, matrix, places));
        int at = dyo + image * c.outChannels() * c.outPlane() + row * width;
        products.gemm(
            false,
            true,
            c.outChannels(),
            seen,
            places,
            dy,
            at,
            c.outPlane(),
            matrix,
            0,
            places,
            1,
            dw,
            dwo,
            seen);
      }
    }
    scratch.giveBack();
  }

  /**
   * Copies the inputs that the taps of one channel read for {@code count} rows of outputs, one
   * matrix row per tap.
   */
  private void writeOut(
      float[] x, int image, int channel, int first, int count, float[] matrix, int places) {
    ConvAxis rows = c.rows();
    ConvAxis columns = c.columns();
    int width = columns.out();
    int plane = image + channel * c.inPlane();
    int to = channel * c.taps() * places;
    for (int s = 0; s < rows.kernel(); s++) {
      for (int t = 0; t < columns.kernel(); t++) {
        int shift = t * columns.dilation() - columns.pad();
        int stride = columns.stride();
        int begin = Math.clamp(Math.ceilDiv(-shift, stride), 0, width);
        int end = Math.clamp(Math.ceilDiv(columns.in() - shift, stride), begin, width);
        for (int i = first; i < first + count; i++) {
          int row = i * rows.stride() - rows.pad() + s * rows.dilation();
          if (row < 0 || row >= rows.in()) {
            Arrays.fill(matrix, to, to + width, 0f);
          } else {
            Arrays.fill(matrix, to, to + begin, 0f);
            int from = plane + row * columns.in() + shift;
            for (int j = begin; j < end; j++) {
              matrix[to + j] = x[from + j * stride];
            }
            Arrays.fill(matrix, to + end, to + width, 0f);
          }
          to += width;
        }
      }
    }
  }
}
