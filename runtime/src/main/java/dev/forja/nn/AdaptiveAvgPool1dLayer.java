package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The means of a given number of windows that cover the sequence evenly, as {@code
 * torch.nn.AdaptiveAvgPool1d}. The size -1, PyTorch's None, stands for that of the input.
 *
 * <p>Shapes: x [n, c, l] or [c, l]; y likewise with the given sizes.
 */
final class AdaptiveAvgPool1dLayer {
  private final int length;

  /** Creates the layer with this output size; -1 for that of the input. */
  public AdaptiveAvgPool1dLayer(int length) {
    this.length = length;
  }

  @Forward(invoker = "AdaptiveAvgPool1d")
  @ShapeRule("resize(ranked($0, 2, 3), -1, when(atLeast(length, 1), length, size($0, -1)))")
  Tensor forward(Tensor input) {
    return input.adaptiveAvgPool1d(length);
  }

  String extraRepr() {
    return "output_size=" + length;
  }
}
