package dev.forja.benchmarks.encoder;

import java.util.SplittableRandom;

/**
 * The sizes of a layer and of its input.
 *
 * @param feed the width between the two linear layers
 */
public record EncoderSize(int batch, int length, int width, int heads, int feed) {
  /** MiniLM's layer: width 384, 12 heads, feed-forward width 1536. */
  public static EncoderSize miniLm(int batch, int length) {
    return new EncoderSize(batch, length, 384, 12, 1536);
  }

  /** 8 x 64 tokens of this width, with heads of 32 and a feed-forward width four times as large. */
  public static EncoderSize wide(int width) {
    return new EncoderSize(8, 64, width, width / 32, 4 * width);
  }

  /** The multiplications and additions in the products with weights and in the attention. */
  public double flop() {
    double tokens = (double) batch * length;
    double weights = 4.0 * width * width + 2.0 * width * feed;
    return 2 * tokens * weights + 4 * tokens * length * width;
  }

  /** The shape of the input and of the output: batch, length, width. */
  public int[] shape() {
    return new int[] {batch, length, width};
  }

  /** Numbers drawn from the normal distribution; the same in every call. */
  public float[] input() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[batch * length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
