package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;
import org.jspecify.annotations.Nullable;

/**
 * The largest elements of a given number of windows that cover the image evenly, as {@code
 * torch.nn.AdaptiveMaxPool2d}. The size null, PyTorch's None, stands for that of the input.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y likewise with the given sizes.
 */
final class AdaptiveMaxPool2dLayer {
  private final @Nullable Integer height;
  private final @Nullable Integer width;

  /** Creates the layer with the same output size in all directions. */
  @Puts({"height = $0", "width = $0"})
  public AdaptiveMaxPool2dLayer(int size) {
    this(size, size);
  }

  /** Creates the layer with this output size; null for that of the input. */
  @Puts({"height = $0", "width = $1"})
  public AdaptiveMaxPool2dLayer(@Nullable Integer height, @Nullable Integer width) {
    AdaptiveSizes.check("AdaptiveMaxPool2d", height, width);
    this.height = height;
    this.width = width;
  }

  @Forward(invoker = "AdaptiveMaxPool2d")
  @ShapeRule(
      "resize(resize(ranked($0, 3, 4), -2, when(height, height, size($0,"
          + " -2))), -1, when(width, width, size($0, -1)))")
  Tensor forward(Tensor input) {
    return found(input).values();
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule(
      "{output = resize(resize(ranked($0, 3, 4), -2, when(height, height,"
          + " size($0, -2))), -1, when(width, width, size($0, -1))), indices ="
          + " resize(resize(ranked($0, 3, 4), -2, when(height, height, size($0,"
          + " -2))), -1, when(width, width, size($0, -1)))}")
  MaxPoolOutput withIndices(Tensor input) {
    ValuesAndIndices found = found(input);
    return new MaxPoolOutput(found.values(), found.indices());
  }

  private ValuesAndIndices found(Tensor input) {
    return input.adaptiveMaxPool2d(height, width);
  }

  String extraRepr() {
    return "output_size=" + AdaptiveSizes.text(height, width);
  }
}
