package dev.forja.benchmarks.judge;

import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/** The random sizes, options and tensors of one comparison. */
final class Draw {
  private final Random random;

  Draw(long seed) {
    random = new Random(seed);
  }

  /** An integer from low to high, inclusive. */
  int count(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean flag() {
    return random.nextBoolean();
  }

  double real(double low, double high) {
    return low + (high - low) * random.nextInt(1001) / 1000.0;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // one of them is returned
  final <T> T of(T... options) {
    return options[random.nextInt(options.length)];
  }

  /** A shape with sizes from 1 to {@code most}. */
  int[] shape(int rank, int most) {
    int[] shape = new int[rank];
    Arrays.setAll(shape, _ -> count(1, most));
    return shape;
  }

  /** A shape that broadcasts with another: some dimensions are omitted or have size 1. */
  int[] broadcastable(int[] shape) {
    int[] part = Arrays.copyOfRange(shape, count(0, shape.length), shape.length);
    Arrays.setAll(part, d -> flag() ? 1 : part[d]);
    return part;
  }

  /** A normally distributed tensor that requires gradients. */
  Tensor leaf(int... shape) {
    return constant(shape).requiresGrad(true);
  }

  /** A normally distributed tensor. */
  Tensor constant(int... shape) {
    return numbers(0, 1, shape);
  }

  private Tensor numbers(double mean, double deviation, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return Tensor.of(values, shape);
  }

  /** A uniformly distributed tensor that requires gradients. */
  Tensor between(double low, double high, int... shape) {
    return uniform(low, high, shape).requiresGrad(true);
  }

  /** A uniformly distributed tensor. */
  Tensor uniform(double low, double high, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return Tensor.of(values, shape);
  }

  /** An int64 tensor of numbers from 0 to {@code bound}, exclusive. */
  Tensor places(int bound, int... shape) {
    long[] values = new long[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(values, _ -> random.nextInt(bound));
    return Tensor.of(values, shape);
  }

  /** A tensor of booleans. */
  Tensor flags(int... shape) {
    boolean[] values = new boolean[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) > 0;
    }
    return Tensor.of(values, shape);
  }
}
