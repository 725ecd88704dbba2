package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;

/**
 * The largest elements of a given number of windows that cover the sequence evenly, as {@code
 * torch.nn.AdaptiveMaxPool1d}.
 *
 * <p>Shapes: x [n, c, l] or [c, l]; y likewise with the given sizes.
 */
final class AdaptiveMaxPool1dLayer {
  private final int length;

  /** Creates the layer with this output size. */
  public AdaptiveMaxPool1dLayer(int length) {
    AdaptiveSizes.check("AdaptiveMaxPool1d", length);
    this.length = length;
  }

  @Forward(invoker = "AdaptiveMaxPool1d")
  @ShapeRule("resize(ranked($0, 2, 3), -1, length)")
  Tensor forward(Tensor input) {
    return found(input).values();
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule(
      "{output = resize(ranked($0, 2, 3), -1, length),"
          + " indices = resize(ranked($0, 2, 3), -1, length)}")
  MaxPoolOutput withIndices(Tensor input) {
    ValuesAndIndices found = found(input);
    return new MaxPoolOutput(found.values(), found.indices());
  }

  private ValuesAndIndices found(Tensor input) {
    return input.adaptiveMaxPool1d(length);
  }

  String extraRepr() {
    return "output_size=" + length;
  }
}
