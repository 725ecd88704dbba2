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
              "clamp",
              "clip_grad_norm_",
              "cos",
              "div",
              "erf",
              "exp",
              "expand",
              "gather",
              "index_select",
              "log",
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
              "one_hot",
              "permute",
              "pow",
              "reshape",
              "reshape_of_transpose",
              "rsqrt",
              "sigmoid",
              "sin",
              "slice",
              "sqrt",
              "squeeze",
              "stack",
              "sub",
              "sum",
              "tanh",
              "transpose",
              "unsqueeze",
              "where"),
          "layer",
          Set.of(
              "AdaptiveAvgPool2d",
              "AvgPool2d",
              "BatchNorm1d",
              "BatchNorm2d",
              "Conv2d",
              "Flatten",
              "Identity",
              "Linear",
              "LogSoftmax",
              "MaxPool2d",
              "ReLU",
              "Softmax"),
          "loss",
          Set.of("CrossEntropyLoss", "NLLLoss"),
          "optimizer",
          Set.of("AdamW", "SGD"),
          "scheduler",
          Set.of(
              "CosineAnnealingLR",
              "ExponentialLR",
              "LambdaLR",
              "LinearLR",
              "MultiStepLR",
              "OneCycleLR",
              "StepLR"));

  private MustRun() {}
}
