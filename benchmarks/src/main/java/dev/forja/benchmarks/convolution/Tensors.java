package dev.forja.benchmarks.convolution;

import dev.forja.kernel.Convolution;
import java.util.SplittableRandom;

/**
 * The images x, the weight w, the bias b and the gradient g of the output, with numbers between -1
 * and 1.
 */
record Tensors(float[] x, float[] w, float[] b, float[] g) {
  static Tensors of(Layer layer) {
    Convolution c = layer.sizes();
    return new Tensors(
        values(1, c.images() * c.inChannels() * c.inPlane()),
        values(2, c.weights()),
        values(3, c.outChannels()),
        values(4, c.images() * c.outChannels() * c.outPlane()));
  }

  static float[] values(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }
}
