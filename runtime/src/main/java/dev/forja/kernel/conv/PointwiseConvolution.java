package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.Finish;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution with a kernel of size 1: each image's planes are a matrix [channels, positions], and
 * the weight [out, in] is multiplied by it.
 */
record PointwiseConvolution(MatmulKernels products) {
  /** The elements of inputs and outputs at the positions that are computed together. */
  private static final int CACHED_ELEMENTS = 1 << 16;

  /** Parts have a multiple of so many positions, which tiles of every width divide. */
  private static final int WHOLE = 48;

  /** The fewest such positions: for fewer, packing the weights again would cost too much. */
  private static final int POSITIONS = 768;

  /** Whether a convolution is pointwise. */
  static boolean fits(Convolution c) {
    return c.groups() == 1 && isOnePlace(c.rows()) && isOnePlace(c.columns());
  }

  private static boolean isOnePlace(ConvAxis axis) {
    return axis.kernel() == 1 && axis.stride() == 1 && axis.pad() == 0 && axis.in() == axis.out();
  }

  void forward(
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
    int out = c.outChannels();
    int in = c.inChannels();
    int plane = c.inPlane();
    // Parts of an image that stay in the cache from the first time they are used to the last.
    int most = Math.max(POSITIONS, CACHED_ELEMENTS / (in + out));
    int parts = parts(Math.max(1, plane / most), c);
    int size = Math.ceilDiv(Math.ceilDiv(plane, parts), WHOLE) * WHOLE;
    Parallel.run(
        c.images() * parts,
        task -> {
          int image = task / parts;
          int first = Math.min(plane, task % parts * size);
          int count = Math.min(size, plane - first);
          int from = xo + image * in * plane + first;
          int to = yo + image * out * plane + first;
          if (b == null) {
            products.gemm(false, false, out, count, in, w, wo, in, x, from, plane, 0, y, to, plane);
          } else {
            products.addmmColumn(b, bo, out, count, in, w, wo, in, x, from, plane, y, to, plane);
          }
          if (finish != null) {
            finish(finish, to - yo, out, count, plane);
          }
        });
  }

  /**
   * As many parts as all threads can share evenly, unless the weights, which each part packs again,
   * would then be more than the inputs of a part. The parts do not change the order of a sum.
   */
  private static int parts(int parts, Convolution c) {
    int threads = Parallel.threads();
    int even = Math.ceilDiv(parts, threads) * threads;
    boolean shared = (long) c.weights() * c.inPlane() >= threads * Thresholds.CONVOLUTION_SHARE;
    return c.images() % threads != 0 && shared && c.outChannels() <= c.inPlane() / even
        ? even
        : parts;
  }

  /** Finishes {@code count} positions of all channels, the first of them at {@code first}. */
  private static void finish(Finish finish, int first, int channels, int count, int plane) {
    int grain = Math.ceilDiv(Thresholds.ELEMENTWISE_SHARE, Math.max(1, count));
    Parallel.ranges(
        channels,
        grain,
        (from, to) -> {
          if (count == plane) {
            finish.run(first + from * plane, (to - from) * plane);
            return;
          }
          for (int channel = from; channel < to; channel++) {
            finish.run(first + channel * plane, count);
          }
        });
  }

  void inputGrad(Convolution c, float[] dy, int dyo, float[] w, int wo, float[] dx, int dxo) {
    int out = c.outChannels();
    int in = c.inChannels();
    int plane = c.inPlane();
    Parallel.run(
        c.images(),
        image -> {
          int from = dyo + image * out * plane;
          int to = dxo + image * in * plane;
          products.gemm(true, false, in, plane, out, w, wo, in, dy, from, plane, 0, dx, to, plane);
        });
  }

  /** Processes the images one after the other, because all are added to the same sums. */
  void weightGrad(Convolution c, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    int out = c.outChannels();
    int in = c.inChannels();
    int plane = c.inPlane();
    Arrays.fill(dw, dwo, dwo + c.weights(), 0f);
    for (int image = 0; image < c.images(); image++) {
      int fromX = xo + image * in * plane;
      int fromDy = dyo + image * out * plane;
      products.gemm(
          false, true, out, in, plane, dy, fromDy, plane, x, fromX, plane, 1, dw, dwo, in);
    }
  }
}
