package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of one number, conversions and tests, element by element. */
final class Elementwise {
  private Elementwise() {}

  static void addTo(OperatorTable table) {
    number(table, "Abs", Tensor::abs);
    number(table, "Neg", Tensor::neg);
    number(table, "Sign", Elementwise::sign);
    floats(table, "Ceil", Tensor::ceil);
    floats(table, "Floor", Tensor::floor);
    floats(table, "Round", Tensor::round);
    floats(table, "Reciprocal", Tensor::reciprocal);
    floats(table, "Sqrt", Tensor::sqrt);
    floats(table, "Exp", Tensor::exp);
    floats(table, "Log", Tensor::log);
    floats(table, "Erf", Tensor::erf);
    floats(table, "Sin", Tensor::sin);
    floats(table, "Cos", Tensor::cos);
    floats(table, "Tan", Tensor::tan);
    floats(table, "Asin", Tensor::asin);
    floats(table, "Acos", Tensor::acos);
    floats(table, "Atan", Tensor::atan);
    floats(table, "Sinh", Tensor::sinh);
    floats(table, "Cosh", Tensor::cosh);
    floats(table, "Asinh", Tensor::asinh);
    floats(table, "Acosh", Tensor::acosh);
    floats(table, "Atanh", Tensor::atanh);
    table.add("Identity", "", call -> call.give(call.value(0)));
    table.add("Not", "", call -> call.give(truth(call.x(0)).logicalNot()));
    table.add("IsNaN", "", call -> call.give(call.floats(0).isnan()));
    table.add("IsInf", "detect_negative detect_positive", Elementwise::isInf);
    table.add("Cast", "to saturate round_mode", Elementwise::cast);
    table.add(
        "CastLike",
        "saturate round_mode",
        call ->
            call.give(
                call.node().has("to")
                    ? cast(call.x(0), call.node().integer("to"))
                    : call.x(0).to(call.x(1).dtype())));
    table.add("BitwiseNot", "", call -> call.give(Types.keep(call.x(0), Tensor::bitwiseNot)));
    table.add("Clip", "min max", Elementwise::clip);
    table.add("Dropout", "is_test ratio seed", Elementwise::dropout);
    table.add("Shrink", "bias lambd", Elementwise::shrink);
  }

  private static void number(OperatorTable table, String name, UnaryOperator<Tensor> f) {
    table.add(name, "", call -> call.give(Types.keep(call.x(0), f)));
  }

  /** NaN for NaN, as ONNX's reference and ONNX Runtime have it; PyTorch's sign is 0 there. */
  private static Tensor sign(Tensor x) {
    return x.dtype().isFloat() ? Tensor.where(x.isnan(), x, x.sign()) : x.sign();
  }

  private static void floats(OperatorTable table, String name, UnaryOperator<Tensor> f) {
    table.add(name, "", call -> call.give(f.apply(call.floats(0))));
  }

  /** A tensor of truth values. */
  static Tensor truth(Tensor x) {
    if (x.dtype() != DType.BOOL) {
      throw new IllegalArgumentException("its input is %s, expected bool".formatted(x.dtype()));
    }
    return x;
  }

  private static void isInf(Call call) {
    boolean below = call.node().flag("detect_negative", true);
    boolean above = call.node().flag("detect_positive", true);
    Tensor x = call.floats(0);
    if (below && above) {
      call.give(x.isinf());
    } else if (below) {
      call.give(x.isneginf());
    } else if (above) {
      call.give(x.isposinf());
    } else {
      call.give(x.isnan().logicalAnd(x.isinf()));
    }
  }

  private static void cast(Call call) {
    call.give(cast(call.x(0), call.node().integer("to")));
  }

  /** A tensor in a type of ONNX; values of half precision are rounded and widened again. */
  static Tensor cast(Tensor x, long type) {
    if (!Types.isHeld(type)) {
      throw new IllegalArgumentException(
          "it converts to %s, of which there are no tensors".formatted(Types.name(type)));
    }
    if (type == 10 || type == 16) {
      Tensor floats = x.to(DType.F32);
      return floats.to(type == 10 ? DType.F16 : DType.BF16).to(DType.F32);
    }
    return x.to(Types.of(type));
  }

  private static void clip(Call call) {
    Tensor x = call.x(0);
    if (call.node().opset() < 11) {
      double least = call.node().number("min", Double.NEGATIVE_INFINITY);
      double most = call.node().number("max", Double.POSITIVE_INFINITY);
      call.give(x.clamp(least, most));
      return;
    }
    Tensor least = call.optional(1);
    Tensor most = call.optional(2);
    Tensor wide = Types.wide(x);
    if (least != null) {
      Types.requireAlike(x, least);
      wide = wide.maximum(Types.wide(least));
    }
    if (most != null) {
      Types.requireAlike(x, most);
      wide = wide.minimum(Types.wide(most));
    }
    call.give(wide.to(x.dtype()));
  }

  /** In inference the input itself, and a mask of which nothing is dropped. */
  private static void dropout(Call call) {
    Tensor x = call.x(0);
    boolean training = call.has(2) && call.number(2) != 0;
    float ratio = call.has(1) ? call.decimal(1) : call.node().number("ratio", 0.5);
    Tensor mask = null;
    if (training && ratio != 0) {
      if (!(ratio > 0 && ratio < 1)) {
        throw new IllegalArgumentException("its ratio is %s, expected 0 to 1".formatted(ratio));
      }
      mask = Tensor.rand(x.shape()).ge(ratio);
      call.give(x.mul(mask.to(x.dtype())).mul(1 / (1 - ratio)));
    } else {
      call.give(x);
    }
    if (call.wants(1)) {
      mask = mask == null ? Tensor.zeros(x.shape()).eq(0) : mask;
      call.give(call.node().opset() < 10 ? mask.to(x.dtype()) : mask);
    }
  }

  private static void shrink(Call call) {
    float bias = call.node().number("bias", 0);
    float lambda = call.node().number("lambd", 0.5);
    Tensor x = call.x(0);
    Tensor floats = x.to(DType.F32);
    Tensor zero = Tensor.scalar(0); // also for NaN, which is on neither side
    Tensor below = Tensor.where(floats.lt(-lambda), floats.add(bias), zero);
    call.give(Tensor.where(floats.gt(lambda), floats.sub(bias), below).to(x.dtype()));
  }

  /** An exception for a value of an attribute that is not known. */
  static IllegalArgumentException unknown(String attribute, String value, String... known) {
    return new IllegalArgumentException(
        "the attribute '%s' is '%s', expected one of %s"
            .formatted(attribute, value, String.join(", ", known).toLowerCase(Locale.ROOT)));
  }
}
