package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.util.Arrays;

/**
 * Random numbers of further distributions, drawn from {@link Randoms#current}. The draws are not
 * those of PyTorch. Thread-safe.
 */
final class Sampler {
  private static final double UNIT = 0x1p-53;

  private Sampler() {}

  static float[] uniform(int count) {
    float[] draws = new float[count];
    Randoms.current().uniform(draws);
    return draws;
  }

  static Tensor uniform(double low, double high, int[] shape) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "uniform: from %s to %s: expected bounds in order".formatted(low, high));
    }
    return scaled(uniform(Shapes.count(shape)), high - low, low, shape);
  }

  static Tensor normal(double mean, double deviation, int[] shape) {
    if (!(deviation >= 0)) {
      throw new IllegalArgumentException(
          "normal: the deviation is %s: expected 0 or more".formatted(deviation));
    }
    float[] draws = new float[Shapes.count(shape)];
    Randoms.current().normal(draws);
    return scaled(draws, deviation, mean, shape);
  }

  private static Tensor scaled(float[] draws, double scale, double shift, int[] shape) {
    for (int i = 0; i < draws.length; i++) {
      draws[i] = (float) (draws[i] * scale + shift);
    }
    return Tensor.of(draws, shape);
  }

  /** Integers from {@code low} to {@code high}, exclusive, each as likely as any other. */
  static Tensor integers(long low, long high, int[] shape) {
    if (low >= high) {
      throw new IllegalArgumentException(
          "randint: from %d to %d: expected a range that is not empty".formatted(low, high));
    }
    Philox random = Randoms.current();
    long[] data = new long[Shapes.count(shape)];
    Arrays.setAll(data, _ -> random.nextLong(low, high));
    return Tensor.of(data, shape);
  }

  /** 0 to n - 1 in random order. */
  static Tensor permutation(int n) {
    Philox random = Randoms.current();
    long[] data = new long[Shapes.count(n)];
    Arrays.setAll(data, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long kept = data[i];
      data[i] = data[other];
      data[other] = kept;
    }
    return Tensor.of(data);
  }

  static Tensor bernoulli(Tensor probabilities) {
    float[] p = probabilities.toFloats();
    float[] draws = uniform(p.length);
    for (int i = 0; i < p.length; i++) {
      if (!(p[i] >= 0 && p[i] <= 1)) {
        throw new IllegalArgumentException(
            "bernoulli: a probability is %s: expected 0 to 1".formatted(p[i]));
      }
      draws[i] = draws[i] < p[i] ? 1 : 0;
    }
    return Tensor.of(draws, probabilities.shape());
  }

  static Tensor multinomial(Tensor weights, int count, boolean replacement) {
    int rank = weights.rank();
    int size = rank == 0 ? 0 : weights.size(-1);
    if (rank < 1 || rank > 2 || count < 1 || (!replacement && count > size)) {
      throw new IllegalArgumentException(
          "multinomial: %d draws from %s: expected weights [n] or [m, n], and 1 draw or more, no more than n without replacement"
              .formatted(count, Shapes.show(weights.shape())));
    }
    float[] all = weights.toFloats();
    Philox random = Randoms.current();
    int rows = all.length / size;
    long[] places = new long[rows * count];
    for (int r = 0; r < rows; r++) {
      double[] row = new double[size];
      for (int i = 0; i < size; i++) {
        row[i] = all[r * size + i];
        if (!(row[i] >= 0) || Double.isInfinite(row[i])) {
          throw new IllegalArgumentException(
              "multinomial: a weight is %s: expected finite ones of 0 or more".formatted(row[i]));
        }
      }
      for (int k = 0; k < count; k++) {
        int place = draw(row, random);
        places[r * count + k] = place;
        row[place] = replacement ? row[place] : 0;
      }
    }
    return rank == 1 ? Tensor.of(places) : Tensor.of(places, rows, count);
  }

  private static int draw(double[] weights, Philox random) {
    double total = Arrays.stream(weights).sum();
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "multinomial: no weight is left: expected as many positive weights as draws");
    }
    double left = (random.nextLong() >>> 11) * UNIT * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
