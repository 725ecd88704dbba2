package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.PadOp;
import dev.forja.op.Resampling;
import dev.forja.op.UpsampleOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/** Images, [.., c, h, w], in other sizes. Any thread may call these methods; see {@link Tensor}. */
public sealed interface Images permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * A value put around this. The padding names, from the last dimension on backwards, how many
   * places come before and how many behind; negative ones cut places off.
   */
  @ShapeRule("pad(this, $1)")
  default Tensor pad(double value, int... padding) {
    return Tensor.apply(new PadOp((float) value, padding), self());
  }

  /**
   * Elements of this put around it, or zeros; the padding as in {@link #pad(double, int...)}.
   *
   * @throws IllegalArgumentException if this has too few elements to take them from
   */
  @ShapeRule("pad(this, $1)")
  default Tensor pad(PaddingMode mode, int... padding) {
    if (mode == PaddingMode.ZEROS
        || padding.length % 2 != 0
        || padding.length > 2 * self().rank()) {
      return pad(0, padding);
    }
    Tensor padded = self();
    for (int pair = 0; 2 * pair < padding.length; pair++) {
      int before = padding[2 * pair];
      int behind = padding[2 * pair + 1];
      if (before != 0 || behind != 0) {
        int dim = self().rank() - 1 - pair;
        Tensor places = mode.places(self().size(dim), before, behind, self().array().shape());
        padded = padded.indexSelect(dim, places);
      }
    }
    return padded;
  }

  /** Zeros put around images. */
  @ShapeRule("pad(this, ($0, $1, $2, $3))")
  default Tensor zeroPad2d(int left, int right, int top, int bottom) {
    return pad(0, left, right, top, bottom);
  }

  /** The last dimensions in these sizes: one each, in order. */
  @ShapeRule("resample(this, $1)")
  default Tensor upsample(Resampling mode, int... sizes) {
    return resampled(mode, sizes, new double[sizes.length]);
  }

  /** The last dimensions grown by these factors; fractions of the new sizes are cut off. */
  @ShapeRule("unsized(this)")
  default Tensor upsampleBy(Resampling mode, double... factors) {
    int[] sizes = new int[factors.length];
    Arrays.setAll(
        sizes, i -> Shapes.size("upsample", (long) (self().size(i - sizes.length) * factors[i])));
    return resampled(mode, sizes, factors);
  }

  private Tensor resampled(Resampling mode, int[] sizes, double[] factors) {
    if (sizes.length == 0 || sizes.length > self().rank()) {
      throw new IllegalArgumentException(
          "upsample: %d sizes for %s: expected one for each of its last dimensions"
              .formatted(sizes.length, Shapes.show(self().array().shape())));
    }
    Tensor grown = self();
    for (int i = sizes.length - 1; i >= 0; i--) {
      grown = Tensor.apply(new UpsampleOp(mode, i - sizes.length, sizes[i], factors[i]), grown);
    }
    return grown;
  }

  /**
   * Channels turned into pixels: [.., c f^2, h, w] gives [.., c, h f, w f] (Shi et al.,
   * arXiv:1609.05158).
   */
  @ShapeRule("pixelShuffle(this, $0)")
  default Tensor pixelShuffle(int factor) {
    int[] shape = self().shape();
    int lead = shape.length - 3;
    long square = (long) factor * factor;
    if (lead < 0 || factor < 1 || shape[lead] % square != 0) {
      throw new IllegalArgumentException(
          "pixelShuffle: %s by %d: expected [.., c, h, w], with c a multiple of the factor's square"
              .formatted(Shapes.show(shape), factor));
    }
    int channels = (int) (shape[lead] / square);
    int height = shape[lead + 1];
    int width = shape[lead + 2];
    int[] front = Arrays.copyOf(shape, lead);
    int count = Shapes.count(front);
    Tensor split = self().reshape(count, channels, factor, factor, height, width);
    int[] result = Arrays.copyOf(shape, shape.length);
    result[lead] = channels;
    result[lead + 1] = Shapes.size("pixelShuffle", (long) height * factor);
    result[lead + 2] = Shapes.size("pixelShuffle", (long) width * factor);
    return split.permute(0, 1, 4, 2, 5, 3).reshape(result);
  }
}
