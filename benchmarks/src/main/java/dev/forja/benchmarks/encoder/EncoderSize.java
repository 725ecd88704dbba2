package dev.forja.benchmarks.encoder;

import java.util.SplittableRandom;

/**
 * The sizes of a layer and of what goes through it.
 *
 * @param feed the width between the two linear layers
 */
public record EncoderSize(int batch, int length, int width, int heads, int feed) {
  /** MiniLM's layer: 384 wide, 12 heads, 1536 between. */
  public static EncoderSize miniLm(int batch, int length) {
    return new EncoderSize(batch, length, 384, 12, 1536);
  }

  /** 8 x 64 tokens of this width, with heads of 32 and four times the width between. */
  public static EncoderSize wide(int width) {
    return new EncoderSize(8, 64, width, width / 32, 4 * width);
  }

  /** Multiplications and additions of the products with weights and of the attention. */
  double flop() {
    double tokens = (double) batch * length;
    double weights = 4.0 * width * width + 2.0 * width * feed;
    return 2 * tokens * weights + 4 * tokens * length * width;
  }

  /** What goes in, and the shape of what comes out: batch, length, width. */
  public int[] shape() {
    return new int[] {batch, length, width};
  }

  /** Draws from the normal distribution, always the same. */
  public float[] input() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[batch * length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
