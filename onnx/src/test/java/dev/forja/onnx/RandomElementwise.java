package dev.forja.onnx;

import static dev.forja.onnx.RandomNode.node;
import static dev.forja.onnx.RandomNode.with;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.array.DType;
import dev.forja.onnx.RandomGraph.Value;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Random nodes that work element by element. */
final class RandomElementwise {
  /** Functions of floats, and the version of the operator set that has them. */
  private static final Map<String, Integer> SMOOTH =
      Map.ofEntries(
          Map.entry("Sigmoid", 7),
          Map.entry("Tanh", 7),
          Map.entry("Exp", 7),
          Map.entry("Softplus", 7),
          Map.entry("Softsign", 7),
          Map.entry("Sin", 7),
          Map.entry("Cos", 7),
          Map.entry("Atan", 7),
          Map.entry("Erf", 9),
          Map.entry("Sinh", 9),
          Map.entry("Asinh", 9),
          Map.entry("HardSwish", 14),
          Map.entry("Mish", 18));

  private static final Map<String, Integer> STEPS =
      Map.of("Floor", 7, "Ceil", 7, "Round", 11, "Sign", 9);

  private static final Map<String, Integer> COMPARISONS =
      Map.of("Greater", 9, "Less", 9, "Equal", 11, "GreaterOrEqual", 12, "LessOrEqual", 12);

  private RandomElementwise() {}

  static List<RandomNode> all() {
    return List.of(
        g -> unary(g, SMOOTH, false),
        g -> unary(g, STEPS, true),
        RandomElementwise::kept,
        RandomElementwise::shaped,
        RandomElementwise::arithmetic,
        RandomElementwise::arithmetic,
        RandomElementwise::divided,
        RandomElementwise::compared,
        RandomElementwise::logical,
        RandomElementwise::where,
        RandomElementwise::clip,
        RandomElementwise::cast,
        RandomElementwise::several);
  }

  private static boolean unary(RandomGraph g, Map<String, Integer> functions, boolean exact) {
    Value x = g.pick(v -> v.isFloat() && (v.exact() || !exact));
    String op = g.one(functions.keySet().stream().sorted().toArray(String[]::new));
    return x != null
        && functions.getOrDefault(op, 99) <= g.opset
        && g.add(node(op, x.name()), exact);
  }

  private static boolean kept(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() || v.tensor().dtype() == DType.I64);
    String op = g.one("Abs", "Neg", "Identity", "Relu");
    return x != null && (x.isFloat() || !op.equals("Relu")) && g.add(node(op, x.name()), x.exact());
  }

  private static boolean shaped(RandomGraph g) {
    Value x = g.pick(Value::isFloat);
    String op = g.one("Elu", "LeakyRelu", "Selu", "HardSigmoid", "Celu", "ThresholdedRelu", "Gelu");
    int since = Map.of("Celu", 12, "ThresholdedRelu", 10, "Gelu", 20).getOrDefault(op, 7);
    if (x == null || since > g.opset || (op.equals("ThresholdedRelu") && !x.exact())) {
      return false;
    }
    NodeProto.Builder node = node(op, x.name());
    if (op.equals("Gelu")) {
      with(node, "approximate", g.one("none", "tanh"));
    } else if (g.chance()) {
      with(node, "alpha", 0.25f + g.below(5) / 4f);
    }
    if (op.equals("HardSigmoid") && g.chance()) {
      with(node, "beta", g.below(5) / 4f);
    }
    return g.add(node, false);
  }

  /** A value that broadcasts with another one: itself, another, a part of its shape, a constant. */
  private static String partner(RandomGraph g, Value x) {
    Value other = g.pick(v -> v.tensor().dtype() == x.tensor().dtype() && fits(v, x));
    if (other != null && g.chance()) {
      return other.name();
    }
    int from = g.below(x.rank() + 1);
    int[] shape = new int[x.rank() - from];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = g.chance() ? 1 : x.size(from + d);
    }
    return g.constant(g.floats(shape).to(x.tensor().dtype()));
  }

  private static boolean fits(Value a, Value b) {
    for (int d = 1; d <= Math.min(a.rank(), b.rank()); d++) {
      int left = a.size(a.rank() - d);
      int right = b.size(b.rank() - d);
      if (left != right && left != 1 && right != 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean arithmetic(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() || v.tensor().dtype() == DType.I64);
    if (x == null) {
      return false;
    }
    String other = partner(g, x);
    String op = g.one("Add", "Sub", "Mul", "Add", "Mul", "Max", "Min", "Sum", "Mean");
    if (!x.isFloat() && (List.of("Sum", "Mean").contains(op) || g.opset < 12)) {
      op = g.one("Add", "Sub", "Mul");
    }
    boolean swapped = g.chance() && g.opset >= 8;
    if (g.opset < 8 && List.of("Max", "Min", "Sum", "Mean").contains(op)) {
      return false; // without broadcasting
    }
    return g.add(swapped ? node(op, other, x.name()) : node(op, x.name(), other), false);
  }

  private static boolean divided(RandomGraph g) {
    Value x = g.pick(v -> v.isFloat() || v.tensor().dtype() == DType.I64);
    if (x == null) {
      return false;
    }
    boolean mod = g.chance() && g.opset >= 10 && x.exact();
    Tensor divisor =
        x.isFloat()
            ? Tensor.of(new float[] {g.one(0.5f, 3f, -2f, 1.25f)})
            : Tensor.ofLongs(g.one(2L, 3L, -4L, 7L));
    NodeProto.Builder node = node(mod ? "Mod" : "Div", x.name(), g.constant(divisor));
    if (mod && (x.isFloat() || g.chance())) {
      with(node, "fmod", true);
    }
    return g.add(node, mod || !x.isFloat());
  }

  private static boolean compared(RandomGraph g) {
    Value x = g.pick(v -> v.exact() && (v.isFloat() || v.tensor().dtype() == DType.I64));
    String op = g.one(COMPARISONS.keySet().stream().sorted().toArray(String[]::new));
    if (x == null || COMPARISONS.getOrDefault(op, 99) > g.opset) {
      return false;
    }
    Tensor other = x.isFloat() ? Tensor.of(new float[] {0.5f}) : Tensor.ofLongs(1);
    return g.add(node(op, x.name(), g.constant(other)), true);
  }

  private static boolean logical(RandomGraph g) {
    Value x = g.pick(v -> v.tensor().dtype() == DType.BOOL);
    if (x == null) {
      return false;
    }
    if (g.chance()) {
      return g.add(node("Not", x.name()), true);
    }
    Value y = g.pick(v -> v.tensor().dtype() == DType.BOOL && fits(v, x));
    return y != null && g.add(node(g.one("And", "Or", "Xor"), x.name(), y.name()), true);
  }

  private static boolean where(RandomGraph g) {
    Value condition = g.pick(v -> v.tensor().dtype() == DType.BOOL);
    Value x = condition == null ? null : g.pick(v -> v.isFloat() && fits(v, condition));
    return condition != null
        && x != null
        && g.opset >= 9
        && g.add(
            node("Where", condition.name(), x.name(), g.constant(Tensor.scalar(2))), x.exact());
  }

  private static boolean clip(RandomGraph g) {
    Value x = g.pick(Value::isFloat);
    if (x == null) {
      return false;
    }
    float low = g.below(5) - 3;
    if (g.opset < 11) {
      return g.add(with(with(node("Clip", x.name()), "min", low), "max", low + 2), x.exact());
    }
    String least = g.chance() ? g.constant(Tensor.scalar(low)) : "";
    String most = g.chance() ? g.constant(Tensor.scalar(low + 2)) : "";
    return g.add(node("Clip", x.name(), least, most), x.exact());
  }

  private static boolean cast(RandomGraph g) {
    Value x = g.pick(Value::exact);
    return x != null
        && g.opset >= 9
        && g.add(with(node("Cast", x.name()), "to", g.one(1L, 6L, 7L, 9L)), true);
  }

  private static boolean several(RandomGraph g) {
    Value x = g.pick(Value::isFloat);
    if (x == null || g.opset < 8) {
      return false;
    }
    String one = partner(g, x);
    return g.add(node(g.one("Max", "Min", "Sum", "Mean"), x.name(), one, x.name()), false);
  }
}
