package dev.forja.demo.search;

import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the passages nearest to a query. */
final class Ranking {
  private Ranking() {}

  /**
   * A passage that was found.
   *
   * @param index its place in the corpus
   * @param score the cosine of the angle to the query: 1 means the same; or a cross-encoder's score
   */
  record Hit(int index, float score) {}

  /** The best passages, the best one first; equal ones in the order of the corpus. */
  static List<Hit> best(Tensor vectors, float[] query, int most) {
    float[] scores = vectors.matmul(Tensor.of(query, MiniLm.WIDTH)).toFloats();
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
    return Arrays.stream(order).limit(most).map(i -> new Hit(i, scores[i])).toList();
  }
}
