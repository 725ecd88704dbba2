package dev.forja.conformance;

import java.util.Map;
import java.util.Set;

/**
 * The types whose cases must run, by kind. The tables must hold exactly these, so that none drops
 * out unseen.
 */
final class MustRun {
  static final Map<String, Set<String>> TYPES =
      Map.of(
          "op",
          Set.of(
              "abs",
              "add",
              "amax",
              "amin",
              "argmax",
              "cat",
              "chunk",
              "clamp",
              "cos",
              "cumsum",
              "div",
              "einsum",
              "erf",
              "exp",
              "expand",
              "flip",
              "gather",
              "index_select",
              "log",
              "logsumexp",
              "masked_fill",
              "matmul",
              "max",
              "maximum",
              "mean",
              "mean_of_stack",
              "min",
              "minimum",
              "mul",
              "neg",
              "norm",
              "one_hot",
              "permute",
              "pow",
              "prod",
              "reshape",
              "reshape_of_transpose",
              "roll",
              "rsqrt",
              "scaled_dot_product_attention",
              "scatter_add",
              "sigmoid",
              "sin",
              "slice",
              "sort",
              "split",
              "sqrt",
              "squeeze",
              "stack",
              "std",
              "sub",
              "sum",
              "tanh",
              "topk",
              "transpose",
              "tril",
              "triu",
              "unsqueeze",
              "var",
              "where"),
          "loss",
          Set.of(
              "BCELoss",
              "BCEWithLogitsLoss",
              "CosineEmbeddingLoss",
              "CrossEntropyLoss",
              "HuberLoss",
              "KLDivLoss",
              "L1Loss",
              "MSELoss",
              "MarginRankingLoss",
              "NLLLoss",
              "SmoothL1Loss",
              "TripletMarginLoss"));

  private MustRun() {}
}
