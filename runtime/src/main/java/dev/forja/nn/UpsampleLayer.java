package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Resizes sequences, images or volumes, as {@code torch.nn.Upsample}: each place of the result is
 * the nearest one of the input, or is interpolated from those around it.
 *
 * <p>Shapes: x [n, c, ..] with one, two or three further dimensions; y likewise with the given
 * sizes, or those of x times the factors, rounded down.
 *
 * <p>Source of the cubic interpolation: R. Keys, Cubic Convolution Interpolation for Digital Image
 * Processing, IEEE Transactions on Acoustics, Speech, and Signal Processing 29, 1981.
 */
final class UpsampleLayer {
  private final UpsampleOptions options;

  /** Creates the layer with a scale factor and nearest-neighbour interpolation. */
  public UpsampleLayer(double scaleFactor) {
    this(UpsampleOptions.by(scaleFactor));
  }

  /** Creates the layer with these options. */
  public UpsampleLayer(UpsampleOptions options) {
    this.options = options;
  }

  @Forward(invoker = "Upsample")
  @ShapeRule("resize(resize(unsized(ranked($0, 3, 5)), 0, size($0, 0)), 1, size($0, 1))")
  Tensor forward(Tensor input) {
    int rank = input.rank();
    UpsampleMode mode = options.mode();
    int given = Math.max(options.size().size(), options.scaleFactor().size());
    boolean fits = mode.rank() == 0 ? rank >= 3 && rank <= 5 : rank == mode.rank();
    if (!fits || (given != 1 && given != rank - 2)) {
      throw new IllegalArgumentException(
          "Upsample: input %s in mode %s with %s: expected %s, and one size or factor for each dimension after [n, c]"
              .formatted(
                  Shapes.show(input.shape()),
                  mode,
                  extraRepr(),
                  mode.rank() == 0 ? "3 to 5 dimensions" : mode.rank() + " dimensions"));
    }
    if (options.scaleFactor().isEmpty()) {
      int[] size = new int[rank - 2];
      Arrays.setAll(size, i -> of(options.size(), i));
      return input.upsample(options.resampling(), size);
    }
    double[] factors = new double[rank - 2];
    Arrays.setAll(factors, i -> of(options.scaleFactor(), i));
    if (options.recomputeScaleFactor()) {
      int[] size = new int[rank - 2];
      Arrays.setAll(size, i -> (int) (input.size(i + 2) * factors[i]));
      return input.upsample(options.resampling(), size);
    }
    return input.upsampleBy(options.resampling(), factors);
  }

  private static <T> T of(List<T> values, int place) {
    return values.get(Math.min(place, values.size() - 1));
  }

  String extraRepr() {
    String mode = options.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String target =
        options.scaleFactor().isEmpty()
            ? "size=" + text(options.size().stream().map(Object::toString).toList())
            : "scale_factor=" + text(options.scaleFactor().stream().map(PythonText::of).toList());
    return "%s, mode='%s'".formatted(target, mode);
  }

  private static String text(List<String> values) {
    return values.size() == 1 ? values.getFirst() : "(" + String.join(", ", values) + ")";
  }
}
