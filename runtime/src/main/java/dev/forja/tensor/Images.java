package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.PadOp;
import dev.forja.op.Resampling;
import dev.forja.op.UpsampleOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Padding and resizing of images, [.., c, h, w]. Any thread may call these methods; see {@link
 * Tensor}.
 */
public sealed interface Images permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Pads this with a value. The padding lists, from the last dimension backwards, the number of
   * places before and after; negative numbers remove places.
   */
  @ShapeRule("pad(this, $0)")
  default Tensor pad(int[] padding, double value) {
    return Tensor.apply(new PadOp((float) value, padding), self());
  }

  /**
   * Pads this with its own elements, or zeros; the padding is as in {@link #pad(int[], double)}.
   *
   * @throws IllegalArgumentException if this has too few elements for the mode
   */
  @ShapeRule("pad(this, $0)")
  default Tensor pad(int[] padding, PaddingMode mode) {
    if (mode == PaddingMode.ZEROS
        || padding.length % 2 != 0
        || padding.length > 2 * self().rank()) {
      return pad(padding, 0);
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

  /** Pads images with zeros. */
  @ShapeRule("pad(this, ($0, $1, $2, $3))")
  default Tensor zeroPad2d(int left, int right, int top, int bottom) {
    return pad(new int[] {left, right, top, bottom}, 0);
  }

  /** Resizes the last dimensions to these sizes, given in order. */
  @ShapeRule("resample(this, $1)")
  default Tensor upsample(Resampling mode, int... sizes) {
    return resampled(mode, sizes, new double[sizes.length]);
  }

  /** Scales the last dimensions by these factors; the new sizes are rounded down. */
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
   * Rearranges channels to pixels: [.., c f^2, h, w] gives [.., c, h f, w f] (Shi et al.,
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

  /** Rearranges pixels to channels: [.., c, h f, w f] gives [.., c f^2, h, w]. */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 3, 99), -3, size(this, -3) * $0 * $0), -2, size(this, -2) /"
          + " $0), -1, size(this, -1) / $0)")
  default Tensor pixelUnshuffle(int factor) {
    int[] shape = self().shape();
    int lead = shape.length - 3;
    if (lead < 0 || factor < 1 || shape[lead + 1] % factor != 0 || shape[lead + 2] % factor != 0) {
      throw new IllegalArgumentException(
          "pixelUnshuffle: %s by %d: expected [.., c, h, w], with h and w multiples of the factor"
              .formatted(Shapes.show(shape), factor));
    }
    int count = Shapes.count(Arrays.copyOf(shape, lead));
    int height = shape[lead + 1] / factor;
    int width = shape[lead + 2] / factor;
    Tensor split = self().reshape(count, shape[lead], height, factor, width, factor);
    int[] result = shape.clone();
    result[lead] = Shapes.size("pixelUnshuffle", (long) shape[lead] * factor * factor);
    result[lead + 1] = height;
    result[lead + 2] = width;
    return split.permute(0, 1, 3, 5, 2, 4).reshape(result);
  }

  /** Divides the channels of [n, c, ..] into groups and takes one channel of each in turn. */
  @ShapeRule("ranked(this, 3, 99)")
  default Tensor channelShuffle(int groups) {
    int[] shape = self().shape();
    if (shape.length < 3 || groups < 1 || shape[1] % groups != 0) {
      throw new IllegalArgumentException(
          "channelShuffle: %s by %d: expected [n, c, ..] with c a multiple of the groups"
              .formatted(Shapes.show(shape), groups));
    }
    int rest = Shapes.count(Arrays.copyOfRange(shape, 2, shape.length));
    return self().reshape(shape[0], groups, shape[1] / groups, rest).transpose(1, 2).reshape(shape);
  }
}
