package dev.forja.benchmarks.convolution;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import java.util.Locale;

/**
 * A convolution of square images that keeps their size, divided by the stride.
 *
 * @param size the height and width of an input
 * @param kernel the height and width of the window; odd
 */
record Layer(int images, int inputs, int outputs, int size, int kernel, int stride, int groups) {
  String label() {
    String kind = groups == 1 ? "" : ", %d groups".formatted(groups);
    return "%dx%d%s, %d to %d, stride %d, %d of %d x %d"
        .formatted(kernel, kernel, kind, inputs, outputs, stride, images, size, size);
  }

  int pad() {
    return kernel / 2;
  }

  private int out() {
    return (size + 2 * pad() - kernel) / stride + 1;
  }

  Convolution sizes() {
    ConvAxis axis = new ConvAxis(size, kernel, stride, pad(), 1, out());
    return new Convolution(images, inputs, outputs, groups, axis, axis);
  }

  int[] inputShape() {
    return new int[] {images, inputs, size, size};
  }

  int[] weightShape() {
    return new int[] {outputs, inputs / groups, kernel, kernel};
  }

  int[] outputShape() {
    return new int[] {images, outputs, out(), out()};
  }

  /** The operations of one pass: a multiplication and an addition for each weight and position. */
  double flops() {
    Convolution c = sizes();
    return 2.0 * c.images() * c.weights() * c.outPlane();
  }

  /** The arguments after the tensors in a call of libtorch. */
  String arguments() {
    return String.format(Locale.ROOT, "[%d, %d], [%d, %d], [1, 1]", stride, stride, pad(), pad());
  }
}
