package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.PadOp;
import dev.forja.op.Resampling;
import dev.forja.op.UpsampleOp;
import java.util.Arrays;

/** Images, [.., c, h, w], in other sizes. */
public sealed interface Images permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * A value put around this. The padding names, from the last dimension on backwards, how many
   * places come before and how many behind; negative ones cut places off.
   */
  default Tensor pad(double value, int... padding) {
    return Tensor.apply(new PadOp((float) value, padding), self());
  }

  /** Zeros put around images. */
  default Tensor zeroPad2d(int left, int right, int top, int bottom) {
    return pad(0, left, right, top, bottom);
  }

  /** Images [n, c, h, w] grown to a size. */
  default Tensor upsample(int height, int width, Resampling mode) {
    return Tensor.apply(new UpsampleOp(mode, height, width, 0, 0), self());
  }

  /** Images [n, c, h, w] grown by factors; fractions of the new size are cut off. */
  default Tensor upsampleBy(double rowFactor, double columnFactor, Resampling mode) {
    int height = (int) (self().size(-2) * rowFactor);
    int width = (int) (self().size(-1) * columnFactor);
    return Tensor.apply(new UpsampleOp(mode, height, width, rowFactor, columnFactor), self());
  }

  /**
   * Channels turned into pixels: [.., c f^2, h, w] gives [.., c, h f, w f] (Shi et al.,
   * arXiv:1609.05158).
   */
  default Tensor pixelShuffle(int factor) {
    int[] shape = self().shape();
    int lead = shape.length - 3;
    if (lead < 0 || factor < 1 || shape[lead] % (factor * factor) != 0) {
      throw new IllegalArgumentException(
          "pixelShuffle: %s by %d: expected [.., c, h, w], with c a multiple of the factor's square"
              .formatted(Shapes.show(shape), factor));
    }
    int channels = shape[lead] / (factor * factor);
    int height = shape[lead + 1];
    int width = shape[lead + 2];
    int[] front = Arrays.copyOf(shape, lead);
    int count = Shapes.count(front);
    Tensor split = self().reshape(count, channels, factor, factor, height, width);
    int[] result = Arrays.copyOf(shape, shape.length);
    result[lead] = channels;
    result[lead + 1] = height * factor;
    result[lead + 2] = width * factor;
    return split.permute(0, 1, 4, 2, 5, 3).reshape(result);
  }
}
