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
              "abs", "add", "clamp", "cos", "div", "erf", "exp", "log", "matmul", "maximum", "mean",
              "minimum", "mul", "neg", "reshape", "rsqrt", "sigmoid", "sin", "sqrt", "sub", "sum",
              "tanh"),
          "layer",
          Set.of("Flatten", "Identity", "Linear", "LogSoftmax", "ReLU", "Softmax"),
          "loss",
          Set.of("CrossEntropyLoss", "NLLLoss"),
          "optimizer",
          Set.of("AdamW", "SGD"),
          "scheduler",
          Set.of("OneCycleLR"));

  private MustRun() {}
}
