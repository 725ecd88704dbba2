package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Embedding;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.GroupNorm;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.LayerNormOptions;
import dev.forja.nn.RMSNorm;
import java.util.Map;

/** Norms of rows, and embedding tables. */
final class NormTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("Embedding", unary(NormTable::embedding)),
          entry("GroupNorm", unary(NormTable::groupNorm)),
          entry("LayerNorm", unary(NormTable::layerNorm)),
          entry("RMSNorm", unary(NormTable::rmsNorm)));

  private NormTable() {}

  private static Embedding embedding(Args args) {
    return Embedding.of(
        args.integer("num_embeddings"), args.integer("embedding_dim"), embeddingOptions(args));
  }

  static EmbeddingOptions embeddingOptions(Args args) {
    return EmbeddingOptions.defaults()
        .withPaddingIdx(args.has("padding_idx") ? (Integer) args.integer("padding_idx") : null)
        .withMaxNorm(args.has("max_norm") ? (Double) args.number("max_norm") : null)
        .withNormType(args.number("norm_type", 2))
        .withScaleGradByFreq(args.flag("scale_grad_by_freq", false));
  }

  private static GroupNorm groupNorm(Args args) {
    return GroupNorm.of(
        args.integer("num_groups"),
        args.integer("num_channels"),
        args.number("eps", 1e-5),
        args.flag("affine", true));
  }

  private static LayerNorm layerNorm(Args args) {
    return LayerNorm.of(
        LayerNormOptions.defaults()
            .withEps(args.number("eps", 1e-5))
            .withElementwiseAffine(args.flag("elementwise_affine", true))
            .withBias(args.flag("bias", true)),
        args.integers("normalized_shape"));
  }

  private static RMSNorm rmsNorm(Args args) {
    return RMSNorm.of(
        args.has("eps") ? args.number("eps") : null,
        args.flag("elementwise_affine", true),
        args.integers("normalized_shape"));
  }
}
