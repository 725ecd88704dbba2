package dev.forja.benchmarks.spark;

import dev.forja.demo.digits.Digits;
import dev.forja.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A handwritten digit.
 *
 * @param pixels 28 rows of 28
 */
record Digit(float[] pixels, long label) implements Serializable {
  /** The training set of this JVM, which is read once. */
  private static final class Training {
    static final List<Digit> ALL = all(Digits.training(null));

    private Training() {}
  }

  /** The digits that models are trained on. */
  static List<Digit> training() {
    return Training.ALL;
  }

  /**
   * The first digits of the training set, which executors read from their class path: what {@code
   * parallelize} is given goes out again with each task of each round.
   */
  static JavaRDD<Digit> training(JavaSparkContext context, int count, int partitions) {
    List<Integer> places = IntStream.range(0, count).boxed().toList();
    return context.parallelize(places, partitions).map(place -> training().get(place));
  }

  /** All digits of a set. */
  static List<Digit> all(Digits digits) {
    float[] pixels = digits.images().toFloats();
    long[] labels = digits.labels().toLongs();
    int size = Digits.SIZE * Digits.SIZE;
    List<Digit> all = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      float[] own = new float[size];
      System.arraycopy(pixels, i * size, own, 0, size);
      all.add(new Digit(own, labels[i]));
    }
    return all;
  }

  /** The pictures of a batch, of shape {@code [n, 1, 28, 28]}. */
  static Tensor images(List<Digit> batch) {
    int size = Digits.SIZE * Digits.SIZE;
    float[] pixels = new float[batch.size() * size];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.get(i).pixels(), 0, pixels, i * size, size);
    }
    return Tensor.of(pixels, batch.size(), 1, Digits.SIZE, Digits.SIZE);
  }

  /** The labels of a batch, of shape {@code [n]}. */
  static Tensor labels(List<Digit> batch) {
    return Tensor.ofLongs(batch.stream().mapToLong(Digit::label).toArray());
  }
}
