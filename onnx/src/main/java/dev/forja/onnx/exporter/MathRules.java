package dev.forja.onnx.exporter;

import dev.forja.array.DType;
import dev.forja.op.DeterminantOp;
import dev.forja.op.FullLikeOp;
import dev.forja.op.IntegerKind;
import dev.forja.op.IntegerOp;
import dev.forja.op.MathKind;
import dev.forja.op.MathOp;
import dev.forja.op.PairKind;
import dev.forja.op.PairOp;
import dev.forja.op.ScatterFillOp;
import dev.forja.op.ScatterKind;
import dev.forja.op.ScatterOp;
import dev.forja.op.ScatterReduceOp;
import java.util.List;

/** Rules for further functions of one element and of two, and for writing by an index. */
final class MathRules {
  private MathRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(MathOp.class, (op, at) -> at.out(math(op.kind(), at.in(0), at)))
        .put(PairOp.class, (op, at) -> at.out(pair(op.kind(), at.in(0), at.in(1), at)))
        .put(IntegerOp.class, MathRules::integers)
        .put(FullLikeOp.class, (op, at) -> at.out(filled(at.number("value", at.dtype(0)), 0, at)))
        .put(
            ScatterOp.class,
            (op, at) -> at.result("ScatterElements", at.allIn(), ReduceRules.axis(op.dim(), at)))
        .put(
            ScatterFillOp.class,
            (op, at) -> {
              String value = filled(at.number("value", at.dtype(0)), 1, at);
              at.result(
                  "ScatterElements",
                  List.of(at.in(0), at.in(1), value),
                  ReduceRules.axis(op.dim(), at));
            })
        .put(ScatterReduceOp.class, MathRules::scatterReduce)
        .put(DeterminantOp.class, MathRules::determinant);
  }

  private static void determinant(DeterminantOp op, OpContext at) {
    if (op.logarithm()) {
      throw at.refuse("ONNX has no logarithm of a determinant; call det, and log");
    }
    at.result("Det", at.allIn());
  }

  /** A number in the shape of an input. */
  private static String filled(String number, int input, OpContext at) {
    return at.add("Expand", number, at.add("Shape", at.in(input)));
  }

  private static String math(MathKind f, String x, OpContext at) {
    return switch (f) {
      case FLOOR -> at.add("Floor", x);
      case CEIL -> at.add("Ceil", x);
      case ROUND -> at.add("Round", x);
      case TRUNC -> truncated(x, at);
      case FRAC -> at.add("Sub", x, truncated(x, at));
      case SIGN -> EdgeFunctions.sign(x, at);
      case LOG1P -> EdgeFunctions.log1p(x, at);
      case EXPM1 -> EdgeFunctions.expm1(x, at);
      case LOG2 -> at.add("Div", at.add("Log", x), at.number(StrictMath.log(2)));
      case LOG10 -> at.add("Div", at.add("Log", x), at.number(StrictMath.log(10)));
      case EXP2 -> at.add("Pow", at.number(2), x);
      case TAN -> at.add("Tan", x);
      case ASIN -> at.add("Asin", x);
      case ACOS -> at.add("Acos", x);
      case ATAN -> at.add("Atan", x);
      case SINH -> at.add("Sinh", x);
      case COSH -> at.add("Cosh", x);
      case ASINH -> at.add("Asinh", x);
      case ACOSH -> at.add("Acosh", x);
      case ATANH -> at.add("Atanh", x);
      case ERFC -> EdgeFunctions.erfc(x, at);
      case LOGIT -> at.add("Log", at.add("Div", x, at.add("Sub", at.number(1), x)));
      case ERFINV, LGAMMA, I0, I1, SINC -> throw at.refuse("ONNX has no such function");
    };
  }

  /** The whole part, with the sign of x. */
  private static String truncated(String x, OpContext at) {
    return at.add("Mul", at.add("Sign", x), at.add("Floor", at.add("Abs", x)));
  }

  private static String pair(PairKind f, String a, String b, OpContext at) {
    return switch (f) {
      case FMOD -> at.add("Mod", List.of(a, b), Attributes.of("fmod", 1L));
      case REMAINDER -> EdgeFunctions.remainder(a, b, at);
      case HYPOT -> EdgeFunctions.hypot(a, b, at);
      case LOGADDEXP -> EdgeFunctions.logaddexp(a, b, at);
      case ATAN2, COPYSIGN, FMAX, FMIN, LOGADDEXP2, XLOGY, NEXTAFTER, HEAVISIDE, IGAMMA, IGAMMAC ->
          throw at.refuse("ONNX has no such function");
    };
  }

  private static void integers(IntegerOp op, OpContext at) {
    boolean truths = at.dtype(0) == DType.BOOL;
    IntegerKind kind = op.kind();
    if (truths) {
      String name =
          kind == IntegerKind.BITWISE_AND ? "And" : kind == IntegerKind.BITWISE_OR ? "Or" : "Xor";
      at.result(name, at.allIn());
    } else if (kind == IntegerKind.FMOD || kind == IntegerKind.REMAINDER) {
      at.result("Mod", at.allIn(), Attributes.of("fmod", kind == IntegerKind.FMOD ? 1L : 0L));
    } else {
      throw at.refuse("ONNX has no such function of integers in opset 17");
    }
  }

  private static void scatterReduce(ScatterReduceOp op, OpContext at) {
    if (op.kind() != ScatterKind.PROD || !op.self()) {
      throw at.refuse("in opset 17, ONNX scatters by sums and products with the input only");
    }
    at.result(
        "ScatterElements",
        at.allIn(),
        ReduceRules.axis(op.dim(), at),
        Attributes.of("reduction", "mul"));
  }
}
