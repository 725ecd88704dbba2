package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Channels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The common parts of batch norm in training and in evaluation. */
final class BatchNorms {
  private BatchNorms() {}

  /**
   * Checks the input, [n, c] or [n, c, d1, ..], and that all other inputs are vectors [c].
   *
   * @param least the number of inputs without weight and bias
   * @param names the names of the inputs after the first
   */
  static void check(Op op, TensorType[] inputs, int least, String... names) {
    if (inputs.length != least && inputs.length != least + 2) {
      throw new IllegalArgumentException(
          "%s: expected %d inputs, or %d with weight and bias, got %d"
              .formatted(op.name(), least, least + 2, inputs.length));
    }
    Checks.floats(op, inputs, inputs.length);
    int[] x = inputs[0].sizes();
    if (x.length < 2) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [n, c] or [n, c, d1, ..]".formatted(op.name(), Shapes.show(x)));
    }
    for (int i = 1; i < inputs.length; i++) {
      if (!Arrays.equals(inputs[i].sizes(), new int[] {x[1]})) {
        throw new IllegalArgumentException(
            "%s: input %s has %d channels but %s is %s, expected [%d]"
                .formatted(op.name(), Shapes.show(x), x[1], names[i - 1], inputs[i].show(), x[1]));
      }
    }
  }

  static Channels channels(int[] x) {
    return Channels.all(x[0], x[1], Shapes.count(Arrays.copyOfRange(x, 2, x.length)));
  }

  /** {@code 1 / sqrt(variance + eps)}. */
  static float[] roots(float[] variance, double eps) {
    float[] roots = new float[variance.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) (1 / Math.sqrt(variance[i] + eps));
    }
    return roots;
  }

  static float[] products(float[] a, float[] b) {
    float[] products = new float[a.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = a[i] * b[i];
    }
    return products;
  }

  /** {@code values * factor}, or zeros if there are none. */
  static float[] scaled(@Nullable NdArray values, float factor, int count, Allocator allocator) {
    float[] scaled = new float[count];
    if (values != null) {
      scaled = PerChannel.values(values, allocator);
      for (int i = 0; i < count; i++) {
        scaled[i] *= factor;
      }
    }
    return scaled;
  }
}
