package dev.forja.demo.search.watch;

import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * The observations made while the model read one text.
 *
 * @param tokens the pieces of the text
 * @param stages the embeddings, then each layer
 */
record Insight(List<String> tokens, List<Stage> stages) {
  /**
   * One stage of the model.
   *
   * @param path the path of its module
   * @param nanos the time of one call
   * @param norm the mean length of its output vectors
   * @param attention the attention from each token (row) to each token (column), [heads, l, l];
   *     empty if the stage has no attention
   */
  record Stage(String path, double nanos, double norm, List<Tensor> attention) {
    /** The mean entropy of the attention of a token, in bits, for each head. */
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
