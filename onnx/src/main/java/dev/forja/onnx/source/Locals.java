package dev.forja.onnx.source;

import java.util.List;
import java.util.Map;

/** Names for local variables. */
final class Locals {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("Add", "sum"),
          Map.entry("Sub", "difference"),
          Map.entry("Mul", "product"),
          Map.entry("MatMul", "product"),
          Map.entry("Gemm", "product"),
          Map.entry("Div", "quotient"),
          Map.entry("forja.Attention", "attended"),
          Map.entry("forja.Linear", "product"),
          Map.entry("forja.LayerNorm", "normalized"),
          Map.entry("forja.RMSNorm", "normalized"),
          Map.entry("BatchNormalization", "normalized"),
          Map.entry("Softmax", "probabilities"),
          Map.entry("Reshape", "reshaped"),
          Map.entry("Flatten", "flat"),
          Map.entry("Transpose", "transposed"),
          Map.entry("Concat", "joined"),
          Map.entry("Slice", "part"),
          Map.entry("Split", "part"),
          Map.entry("Gather", "chosen"),
          Map.entry("Cast", "converted"),
          Map.entry("Conv", "features"),
          Map.entry("MaxPool", "pooled"),
          Map.entry("AveragePool", "pooled"),
          Map.entry("GlobalAveragePool", "pooled"),
          Map.entry("Pad", "padded"),
          Map.entry("Resize", "resized"),
          Map.entry("Relu", "active"),
          Map.entry("Gelu", "active"),
          Map.entry("Swish", "active"),
          Map.entry("HardSwish", "active"),
          Map.entry("Sigmoid", "gate"),
          Map.entry("HardSigmoid", "gate"));

  private Locals() {}

  /** A name for what an operator gives. */
  static String of(String op) {
    return NAMES.getOrDefault(op, Names.camel(op.substring(op.lastIndexOf('.') + 1), "value"));
  }

  /** A name for what a piece of a model gives. */
  static String after(List<String> path) {
    for (String each : path.reversed()) {
      if (!each.isEmpty() && !Character.isDigit(each.charAt(0))) {
        return Names.camel(each, "value") + "Output";
      }
    }
    return "hidden";
  }
}
