package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Ints;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;
import org.jspecify.annotations.Nullable;

/**
 * The largest elements of windows at places that random numbers choose with each call, as {@code
 * torch.nn.FractionalMaxPool2d}. The number of windows is given, or a share of the sizes of the
 * input. The numbers are drawn from the generator of the call, and differ from PyTorch's.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y likewise with the number of windows.
 *
 * <p>Source: B. Graham, Fractional Max-Pooling, <a
 * href="https://arxiv.org/abs/1412.6071">arXiv:1412.6071</a>.
 */
final class FractionalMaxPool2dLayer {
  private final Size3d kernelSize;
  private final @Nullable Size3d outputSize;
  private final double[] ratios;

  /** Creates the layer with windows of this size, and as many as {@code outputSize} says. */
  public FractionalMaxPool2dLayer(Size3d kernelSize, Size3d outputSize) {
    this.kernelSize = kernelSize;
    this.outputSize = outputSize;
    this.ratios = new double[0];
  }

  /**
   * Creates the layer with windows of this size, and as many as these shares of the sizes of the
   * input, rounded down.
   *
   * @throws IllegalArgumentException if a share is not between 0 and 1
   */
  public FractionalMaxPool2dLayer(Size3d kernelSize, double heightRatio, double widthRatio) {
    this.kernelSize = kernelSize;
    this.outputSize = null;
    this.ratios = new double[] {heightRatio, widthRatio};
    for (double ratio : ratios) {
      if (!(ratio > 0 && ratio < 1)) {
        throw new IllegalArgumentException(
            "FractionalMaxPool2d: output ratio %s: expected more than 0 and less than 1"
                .formatted(ratio));
      }
    }
  }

  @Forward(invoker = "FractionalMaxPool2d")
  @ShapeRule("unknown()")
  Tensor forward(Tensor input) {
    return pooled(input, null).values();
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule("unknown()")
  MaxPoolOutput withIndices(Tensor input) {
    ValuesAndIndices found = pooled(input, null);
    return new MaxPoolOutput(found.values(), found.indices());
  }

  /** The call with PyTorch's {@code _random_samples}, [n, c, 2], instead of numbers drawn. */
  @Forward(entry = "callWithSamples")
  @ShapeRule("unknown()")
  MaxPoolOutput withSamples(Tensor input, Tensor samples) {
    ValuesAndIndices found = pooled(input, samples);
    return new MaxPoolOutput(found.values(), found.indices());
  }

  private ValuesAndIndices pooled(Tensor input, @Nullable Tensor samples) {
    Size3d size = outputSize;
    if (size == null) {
      if (input.rank() < 2) {
        throw new IllegalArgumentException(
            "FractionalMaxPool2d: input %s: expected [n, c, h, w] or [c, h, w]"
                .formatted(Ints.of(input.shape())));
      }
      size = Size3d.of(scaled(input, -2, 0), scaled(input, -1, 1));
    }
    return input.fractionalMaxPool2dWithIndices(kernelSize, size, samples);
  }

  private int scaled(Tensor input, int dim, int ratio) {
    return (int) (input.size(dim) * ratios[ratio]);
  }
}
