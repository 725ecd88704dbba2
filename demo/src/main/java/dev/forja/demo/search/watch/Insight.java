package dev.forja.demo.search.watch;

import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * What was seen while the model read one text.
 *
 * @param tokens the pieces of the text
 * @param stages the embeddings, then each layer
 */
record Insight(List<String> tokens, List<Stage> stages) {
  /**
   * One stage of the model.
   *
   * @param path of its module
   * @param nanos the time of one call
   * @param norm the mean length of the vectors that it gives out
   * @param attention from each token (row) to each (column), [heads, l, l]; empty where nothing
   *     attends
   */
  record Stage(String path, double nanos, double norm, List<Tensor> attention) {
    /** Of each head, how many bits it takes on average to tell where a token looks. */
    double[] entropies() {
      return attention.stream().mapToDouble(Stage::entropy).toArray();
    }

    private static double entropy(Tensor head) {
      double bits = 0;
      for (float p : head.toFloats()) {
        bits -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
      }
      return bits / head.size(0);
    }
  }
}
