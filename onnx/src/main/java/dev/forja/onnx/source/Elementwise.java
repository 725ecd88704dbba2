package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.Types;
import dev.forja.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of numbers as calls of methods of a tensor, with the same bits. */
record Elementwise(Values values) {
  private static final Map<String, String> UNARY =
      Map.ofEntries(
          Map.entry("Relu", "relu"),
          Map.entry("Sigmoid", "sigmoid"),
          Map.entry("Tanh", "tanh"),
          Map.entry("Softplus", "softplus"),
          Map.entry("Softsign", "softsign"),
          Map.entry("HardSwish", "hardswish"),
          Map.entry("Mish", "mish"),
          Map.entry("Abs", "abs"),
          Map.entry("Neg", "neg"),
          Map.entry("Ceil", "ceil"),
          Map.entry("Floor", "floor"),
          Map.entry("Round", "round"),
          Map.entry("Reciprocal", "reciprocal"),
          Map.entry("Sqrt", "sqrt"),
          Map.entry("Exp", "exp"),
          Map.entry("Log", "log"),
          Map.entry("Erf", "erf"),
          Map.entry("Sin", "sin"),
          Map.entry("Cos", "cos"));
  private static final Map<String, String> BINARY =
      Map.of("Add", "add", "Sub", "sub", "Mul", "mul", "Div", "div");
  private static final Map<String, String> TESTS =
      Map.of(
          "Equal",
          "eq",
          "Less",
          "lt",
          "LessOrEqual",
          "le",
          "Greater",
          "gt",
          "GreaterOrEqual",
          "ge");

  /** The expression; null if there is no such method. */
  @Nullable String of(NetNode node) {
    OnnxNode it = node.node();
    String x = node.inputs().isEmpty() || node.input(0) < 0 ? "" : values.text(node.input(0));
    boolean floats = values.facts().dtype(node.input(0)) == DType.F32;
    String unary = UNARY.get(it.op());
    if (unary != null) {
      return floats ? x + "." + unary + "()" : null;
    }
    if (BINARY.containsKey(it.op()) && it.opset() >= 7) {
      return binary(node, BINARY.getOrDefault(it.op(), ""), floats);
    }
    if (TESTS.containsKey(it.op()) && it.opset() >= 7) {
      boolean wide = floats || values.facts().dtype(node.input(0)) == DType.I64;
      String test = TESTS.getOrDefault(it.op(), "");
      return wide ? "%s.%s(%s)".formatted(x, test, values.text(node.input(1))) : null;
    }
    return switch (it.op()) {
      case "Identity" -> x;
      case "Dropout" -> node.input(2) < 0 && node.outputs().size() == 1 ? x : null;
      case "Not" -> x + ".logicalNot()";
      case "Cast" -> cast(x, it.integer("to", 0));
      case "Gelu" ->
          floats
              ? x + (it.text("approximate", "none").equals("none") ? ".gelu()" : ".geluTanh()")
              : null;
      case "Swish" -> floats && it.number("alpha", 1) == 1 ? x + ".silu()" : null;
      case "LeakyRelu" -> x + ".leakyRelu(" + it.number("alpha", 0.01) + ")";
      case "Elu" -> x + ".elu(" + it.number("alpha", 1) + ")";
      case "Celu" -> x + ".celu(" + it.number("alpha", 1) + ")";
      case "HardSigmoid" ->
          "%s.mul(%s).add(%s).clamp(0, 1)"
              .formatted(x, it.number("alpha", 0.2), it.number("beta", 0.5));
      case "Softmax", "LogSoftmax" -> rows(node, x);
      case "Pow" ->
          floats && it.opset() >= 7 && values.facts().dtype(node.input(1)) == DType.F32
              ? x + ".pow(" + values.text(node.input(1)) + ")"
              : null;
      case "Where" -> where(node);
      case "Clip" -> clip(node, x, floats);
      default -> null;
    };
  }

  private @Nullable String binary(NetNode node, String method, boolean floats) {
    int a = node.input(0);
    int b = node.input(1);
    if (values.facts().dtype(a) != values.facts().dtype(b)
        || !(floats || (values.facts().dtype(a) == DType.I64 && !method.equals("div")))) {
      return null;
    }
    String second = floats ? number(b, a) : null;
    String first = floats ? number(a, b) : null;
    if (second != null) {
      return "%s.%s(%s)".formatted(values.text(a), method, second);
    }
    if (first != null && !method.equals("div")) {
      String turned = method.equals("sub") ? "rsub" : method;
      return "%s.%s(%s)".formatted(values.text(b), turned, first);
    }
    return "%s.%s(%s)".formatted(values.text(a), method, values.text(b));
  }

  /** A constant as a number, if the other side has at least as many dimensions; or null. */
  private @Nullable String number(int slot, int beside) {
    Tensor value = values.net().value(slot);
    if (value == null
        || value.count() != 1
        || value.rank() > Math.max(0, values.rank(beside))
        || Weights.isKept(values.net(), slot)
        || values.net().value(beside) != null) {
      return null;
    }
    float number = value.toFloats()[0];
    return Float.isFinite(number) ? number(number) : null;
  }

  static String number(float number) {
    return number == (int) number && Math.abs(number) < 1e6
        ? (number == 0 && 1 / number < 0 ? "-0.0" : Integer.toString((int) number))
        : Float.toString(number);
  }

  private @Nullable String cast(String x, long to) {
    if (!Types.isHeld(to)) {
      return null;
    }
    String type = values.use("dev.forja.array.DType");
    String exact = to == 10 ? ".to(" + type + ".F16)" : to == 16 ? ".to(" + type + ".BF16)" : "";
    return "%s%s.to(%s.%s)".formatted(x, exact, type, Types.of(to).name());
  }

  private @Nullable String rows(NetNode node, String x) {
    OnnxNode it = node.node();
    int rank = values.rank(node.input(0));
    long axis = it.integer("axis", it.opset() < 13 ? 1 : -1);
    boolean last = axis == -1 || (rank > 0 && axis == rank - 1);
    if (rank == 0
        || (it.opset() < 13 && !last)
        || values.facts().dtype(node.input(0)) != DType.F32) {
      return null;
    }
    String method = it.op().equals("Softmax") ? "softmax" : "logSoftmax";
    return "%s.%s(%d)".formatted(x, method, last ? -1 : axis);
  }

  private @Nullable String where(NetNode node) {
    DType type = values.facts().dtype(node.input(1));
    if (type != values.facts().dtype(node.input(2)) || (type != DType.F32 && type != DType.I64)) {
      return null;
    }
    return "Tensor.where(%s, %s, %s)"
        .formatted(
            values.text(node.input(0)), values.text(node.input(1)), values.text(node.input(2)));
  }

  private @Nullable String clip(NetNode node, String x, boolean floats) {
    OnnxNode it = node.node();
    if (!floats) {
      return null;
    }
    if (it.opset() < 11) {
      return "%s.clamp(%s, %s)"
          .formatted(
              x,
              bound(it.number("min", Double.NEGATIVE_INFINITY)),
              bound(it.number("max", Double.POSITIVE_INFINITY)));
    }
    String text = x;
    for (int i = 1; i <= 2; i++) {
      if (node.input(i) >= 0) {
        text += i == 1 ? ".maximum(" : ".minimum(";
        text += values.text(node.input(i)) + ")";
      }
    }
    return text;
  }

  private static String bound(float bound) {
    return bound == Float.POSITIVE_INFINITY
        ? "Double.POSITIVE_INFINITY"
        : bound == Float.NEGATIVE_INFINITY ? "Double.NEGATIVE_INFINITY" : number(bound);
  }
}
