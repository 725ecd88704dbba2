package dev.forja.onnx.exporter;

import dev.forja.array.DType;
import dev.forja.op.BinaryKind;
import dev.forja.op.BinaryOp;
import dev.forja.op.CastOp;
import dev.forja.op.ClampOp;
import dev.forja.op.CompareOp;
import dev.forja.op.EluOp;
import dev.forja.op.HardtanhOp;
import dev.forja.op.LeakyReluOp;
import dev.forja.op.MaskedFillOp;
import dev.forja.op.PowOp;
import dev.forja.op.PowScalarOp;
import dev.forja.op.PreluOp;
import dev.forja.op.RoundedDivOp;
import dev.forja.op.Rounding;
import dev.forja.op.ScalarOp;
import dev.forja.op.SoftplusOp;
import dev.forja.op.UnaryKind;
import dev.forja.op.UnaryOp;
import dev.forja.op.WhereOp;
import dev.forja.trace.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rules for functions of one element, or of elements at the same position. */
final class ElementwiseRules {
  private ElementwiseRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(UnaryOp.class, (op, at) -> at.out(unary(op.kind(), at.in(0), at)))
        .put(BinaryOp.class, (op, at) -> at.result(name(op.kind()), at.allIn()))
        .put(RoundedDivOp.class, ElementwiseRules::roundedDiv)
        .put(ScalarOp.class, ElementwiseRules::scalar)
        .put(
            PowScalarOp.class,
            (op, at) -> at.out(at.add("Pow", at.in(0), at.number("exponent", DType.F32))))
        .put(PowOp.class, (op, at) -> at.result("Pow", at.allIn()))
        .put(ClampOp.class, (op, at) -> clip(at))
        .put(HardtanhOp.class, (op, at) -> clip(at))
        .put(
            EluOp.class,
            (op, at) -> at.result("Elu", at.allIn(), Attributes.of("alpha", (float) op.alpha())))
        .put(LeakyReluOp.class, ElementwiseRules::leakyRelu)
        .put(PreluOp.class, (op, at) -> prelu(at))
        .put(SoftplusOp.class, ElementwiseRules::softplus)
        .put(CompareOp.class, ElementwiseRules::compare)
        .put(WhereOp.class, (op, at) -> at.out(choose(at.in(0), at.in(1), at.in(2), 1, at)))
        .put(
            MaskedFillOp.class,
            (op, at) -> {
              String value = at.number("value", at.dtype(0));
              at.out(choose(at.in(1), value, at.in(0), 0, at));
            })
        .put(
            CastOp.class,
            (op, at) ->
                at.result("Cast", at.allIn(), Attributes.of("to", (long) Tensors.type(op.to()))));
  }

  /**
   * Selects between two boolean values without {@code Where}: ONNX permits it for booleans, but
   * engines do not implement it.
   */
  private static String choose(String mask, String yes, String no, int input, OpContext at) {
    if (at.dtype(input) != DType.BOOL) {
      return at.add("Where", List.of(mask, yes, no));
    }
    String other = at.add("And", at.add("Not", mask), no);
    return at.add("Or", at.add("And", mask, yes), other);
  }

  static String unary(UnaryKind f, String x, OpContext at) {
    return switch (f) {
      case NEG -> at.add("Neg", x);
      case ABS -> at.add("Abs", x);
      case EXP -> at.add("Exp", x);
      case LOG -> at.add("Log", x);
      case SQRT -> at.add("Sqrt", x);
      case RSQRT -> at.add("Reciprocal", at.add("Sqrt", x));
      case SIN -> at.add("Sin", x);
      case COS -> at.add("Cos", x);
      case TANH -> at.add("Tanh", x);
      case SIGMOID -> at.add("Sigmoid", x);
      case ERF -> at.add("Erf", x);
      case RELU -> at.add("Relu", x);
      case RELU6 -> clip(x, 0, 6, at);
      case SELU -> at.add("Selu", x);
      case GELU -> gelu(x, at);
      case GELU_TANH -> geluTanh(x, at);
      case SILU -> at.add("Mul", x, at.add("Sigmoid", x));
      case MISH -> at.add("Mul", x, at.add("Tanh", at.add("Softplus", x)));
      case HARDSWISH -> at.add("HardSwish", x);
      case HARDSIGMOID ->
          at.add("HardSigmoid", x, Attributes.of("alpha", 1f / 6), Attributes.of("beta", 0.5f));
    };
  }

  /** Written in the form that engines recognise and fuse: {@code x (1 + erf(x / sqrt 2)) / 2}. */
  private static String gelu(String x, OpContext at) {
    String erf = at.add("Erf", at.add("Div", x, at.number(Math.sqrt(2))));
    return at.add("Mul", at.add("Mul", x, at.add("Add", erf, at.number(1))), at.number(0.5));
  }

  private static String geluTanh(String x, OpContext at) {
    String cube = at.add("Pow", x, at.number(3));
    String inner = at.add("Add", x, at.add("Mul", cube, at.number(0.044715)));
    String tanh = at.add("Tanh", at.add("Mul", inner, at.number(Math.sqrt(2 / Math.PI))));
    return at.add("Mul", at.add("Mul", x, at.number(0.5)), at.add("Add", tanh, at.number(1)));
  }

  static String name(BinaryKind f) {
    return switch (f) {
      case ADD -> "Add";
      case SUB -> "Sub";
      case MUL -> "Mul";
      case DIV -> "Div";
      case MAX -> "Max";
      case MIN -> "Min";
    };
  }

  /**
   * ONNX truncates the quotients of integers towards zero, and has no rounded division of floats.
   */
  private static void roundedDiv(RoundedDivOp op, OpContext at) {
    String quotient = at.add("Div", at.in(0), at.in(1));
    boolean floor = op.rounding() == Rounding.FLOOR;
    if (at.dtype(0) != DType.F32) {
      if (floor) {
        throw at.refuse("ONNX divides integers towards zero, not down");
      }
      at.out(quotient);
      return;
    }
    at.out(
        floor
            ? at.add("Floor", quotient)
            : at.add("Mul", at.add("Sign", quotient), at.add("Floor", at.add("Abs", quotient))));
  }

  private static void scalar(ScalarOp op, OpContext at) {
    String value = at.number("value", at.dtype(0));
    String x = at.in(0);
    at.result(name(op.kind()), op.reversed() ? List.of(value, x) : List.of(x, value));
  }

  /** Omits bounds that are infinite. */
  private static void clip(OpContext at) {
    at.result("Clip", List.of(at.in(0), bound("least", at), bound("most", at)));
  }

  private static String bound(String name, OpContext at) {
    Formula bound = at.formula(name);
    boolean none = bound instanceof Formula.Real(double value) && Double.isInfinite(value);
    return none ? "" : at.number(bound, DType.F32);
  }

  /** ONNX takes a fixed slope; for a variable slope, the product is computed explicitly. */
  private static void leakyRelu(LeakyReluOp op, OpContext at) {
    Formula slope = at.formula("slope");
    if (slope.isFixed()) {
      at.result("LeakyRelu", at.allIn(), Attributes.of("alpha", op.slope()));
      return;
    }
    String below = at.add("Mul", at.in(0), at.number(slope, DType.F32));
    String negative = at.add("Less", at.in(0), at.number(0));
    at.result("Where", List.of(negative, below, at.in(0)));
  }

  static String clip(String x, float least, float most, OpContext at) {
    List<String> inputs = new ArrayList<>(List.of(x));
    inputs.add(Float.isInfinite(least) ? "" : at.number(least));
    inputs.add(Float.isInfinite(most) ? "" : at.number(most));
    return at.add("Clip", inputs);
  }

  /** A slope for each channel belongs to dimension 1, but ONNX aligns dimensions from the last. */
  private static void prelu(OpContext at) {
    int slopes = at.count(1);
    String slope = at.in(1);
    if (slopes > 1 && at.rank(0) > 2) {
      int[] shape = new int[at.rank(0) - 1];
      Arrays.fill(shape, 1);
      shape[0] = slopes;
      slope = at.reshape(slope, shape);
    }
    at.result("PRelu", List.of(at.in(0), slope));
  }

  private static void softplus(SoftplusOp op, OpContext at) {
    String scaled = at.add("Mul", at.in(0), at.number("beta", DType.F32));
    String soft = at.add("Div", at.add("Softplus", scaled), at.number("beta", DType.F32));
    String linear = at.add("Greater", scaled, at.number("threshold", DType.F32));
    at.result("Where", List.of(linear, at.in(0), soft));
  }

  private static void compare(CompareOp op, OpContext at) {
    if (at.dtype(0) == DType.BOOL) {
      throw at.refuse("ONNX does not order truth values");
    }
    switch (op.comparison()) {
      case EQ -> at.result("Equal", at.allIn());
      case NE -> at.out(at.add("Not", at.add("Equal", at.allIn())));
      case LT -> at.result("Less", at.allIn());
      case LE -> at.result("LessOrEqual", at.allIn());
      case GT -> at.result("Greater", at.allIn());
      case GE -> at.result("GreaterOrEqual", at.allIn());
    }
  }
}
