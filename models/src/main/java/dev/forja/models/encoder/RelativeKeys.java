package dev.forja.models.encoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Embedding;
import dev.forja.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position embeddings of BERT's family: absolute, or relative ones that are added to the scores
 * of attention (P. Shaw et al., <a href="https://arxiv.org/abs/1803.02155">arXiv:1803.02155</a>; Z.
 * Huang et al., <a href="https://arxiv.org/abs/2009.13658">arXiv:2009.13658</a>).
 */
enum RelativeKeys {
  ABSOLUTE,
  RELATIVE_KEY,
  RELATIVE_KEY_QUERY;

  static RelativeKeys of(ModelConfig config) {
    return config.choice(
        "position_embedding_type",
        "absolute",
        Map.of(
            "absolute", ABSOLUTE,
            "relative_key", RELATIVE_KEY,
            "relative_key_query", RELATIVE_KEY_QUERY));
  }

  /** The table of distances, or null if positions are absolute. */
  @Nullable Embedding distances(int positions, int width) {
    return this == ABSOLUTE ? null : Embedding.of(2 * positions - 1, width);
  }

  /**
   * What is added to the scores: for query l and key r, {@code (q_l + k_r) d(l - r) / sqrt(width)},
   * where only {@link #RELATIVE_KEY_QUERY} has the summand of the key.
   *
   * @param query [n, heads, l, width], as is the key
   * @param table [2 positions - 1, width]
   */
  Tensor bias(Tensor query, Tensor key, Tensor table) {
    int length = query.size(2);
    int width = query.size(3);
    // Row l of the places is l, l - 1, ..: from the middle of the table, counted from its ends.
    int middle = table.size(0) / 2;
    Tensor rows = Tensor.arange(length).unsqueeze(1);
    Tensor places = rows.sub(Tensor.arange(length).unsqueeze(0)).add(middle);
    Tensor distances = table.embedding(places);
    Tensor bias = Tensor.einsum("bhld,lrd->bhlr", query, distances);
    if (this == RELATIVE_KEY_QUERY) {
      bias = bias.add(Tensor.einsum("bhrd,lrd->bhlr", key, distances));
    }
    return bias.div(Math.sqrt(width));
  }
}
