package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.op.Rounding;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BinaryOperator;

/** Functions of two numbers or more, comparisons and logic, with broadcasting. */
final class Binaries {
  private Binaries() {}

  static void addTo(OperatorTable table) {
    number(table, "Add", Tensor::add);
    number(table, "Sub", Tensor::sub);
    number(table, "Mul", Tensor::mul);
    number(table, "Div", Binaries::divide);
    table.add("Pow", "broadcast axis", Binaries::pow);
    table.add("Mod", "fmod", Binaries::mod);
    table.add("PRelu", "", Binaries::prelu);
    compare(table, "Equal", Tensor::eq);
    compare(table, "Less", Tensor::lt);
    compare(table, "LessOrEqual", Tensor::le);
    compare(table, "Greater", Tensor::gt);
    compare(table, "GreaterOrEqual", Tensor::ge);
    logic(table, "And", Tensor::logicalAnd);
    logic(table, "Or", Tensor::logicalOr);
    logic(table, "Xor", Tensor::logicalXor);
    bits(table, "BitwiseAnd", Tensor::bitwiseAnd);
    bits(table, "BitwiseOr", Tensor::bitwiseOr);
    bits(table, "BitwiseXor", Tensor::bitwiseXor);
    table.add("BitShift", "direction", Binaries::shift);
    variadic(table, "Sum", Tensor::add);
    variadic(table, "Max", Tensor::maximum);
    variadic(table, "Min", Tensor::minimum);
    table.add("Mean", "", call -> call.give(fold(call, Tensor::add).mul(1.0 / call.count())));
    table.add("Where", "", Binaries::where);
  }

  private static void number(OperatorTable table, String name, BinaryOperator<Tensor> f) {
    table.add(name, "broadcast axis", call -> call.give(Types.both(call.x(0), second(call), f)));
  }

  private static void compare(OperatorTable table, String name, BinaryOperator<Tensor> f) {
    table.add(
        name,
        "broadcast axis",
        call -> {
          Types.requireAlike(call.x(0), call.x(1));
          call.give(f.apply(Types.wide(call.x(0)), Types.wide(second(call))));
        });
  }

  private static void logic(OperatorTable table, String name, BinaryOperator<Tensor> f) {
    table.add(
        name,
        "broadcast axis",
        call -> call.give(f.apply(Elementwise.truth(call.x(0)), Elementwise.truth(second(call)))));
  }

  private static void bits(OperatorTable table, String name, BinaryOperator<Tensor> f) {
    table.add(name, "", call -> call.give(Types.both(call.x(0), call.x(1), f)));
  }

  private static void variadic(OperatorTable table, String name, BinaryOperator<Tensor> f) {
    table.add(name, "", call -> call.give(fold(call, f)));
  }

  private static Tensor fold(Call call, BinaryOperator<Tensor> f) {
    Tensor[] all = call.all();
    if (all.length == 0) {
      throw new IllegalArgumentException("it has no inputs");
    }
    Tensor result = all[0];
    for (int i = 1; i < all.length; i++) {
      result = Types.both(result, all[i], f);
    }
    return result;
  }

  /**
   * The second input; before version 7 it is aligned with the first at the dimension {@code axis},
   * not at the end.
   */
  private static Tensor second(Call call) {
    Tensor b = call.x(1);
    if (call.node().opset() >= 7 || !call.node().has("axis")) {
      return b;
    }
    int rank = call.x(0).rank();
    int axis = call.axis("axis", 0, rank);
    if (axis + b.rank() > rank) {
      throw new IllegalArgumentException(
          "its second input of rank %d does not fit at dimension %d of rank %d"
              .formatted(b.rank(), axis, rank));
    }
    int[] shape = Arrays.copyOf(b.shape(), rank - axis);
    Arrays.fill(shape, b.rank(), shape.length, 1);
    return b.reshape(shape);
  }

  private static Tensor divide(Tensor a, Tensor b) {
    return a.dtype() == DType.F32 ? a.div(b) : a.div(b, Rounding.TRUNC);
  }

  /** The result has the type of the base. */
  private static void pow(Call call) {
    Tensor base = call.x(0);
    Tensor exponent = second(call);
    if (base.dtype() == DType.F32) {
      Tensor floats = exponent.to(DType.F32);
      call.give(base.pow(floats));
      return;
    }
    call.give(Integers.pow(base, exponent));
  }

  private static void mod(Call call) {
    boolean fmod = call.node().flag("fmod", false);
    Tensor a = call.x(0);
    if (a.dtype() == DType.F32 && !fmod && call.node().opset() < 28) {
      throw new IllegalArgumentException("floats need the attribute 'fmod'");
    }
    call.give(Types.both(a, call.x(1), fmod ? Tensor::fmod : Tensor::remainder));
  }

  private static void prelu(Call call) {
    Tensor x = call.x(0);
    Tensor slope = call.x(1);
    if (call.node().opset() < 7 && slope.rank() == 1 && x.rank() > 1) {
      int[] shape = Sizes.with(new int[x.rank() - 1], 0, slope.count());
      Arrays.fill(shape, 1, shape.length, 1);
      slope = slope.reshape(shape);
    }
    call.give(Types.both(x, slope, (a, b) -> Tensor.where(a.lt(0), a.mul(b), a)));
  }

  private static void shift(Call call) {
    String direction = call.node().text("direction", "");
    BinaryOperator<Tensor> f =
        switch (direction) {
          case "LEFT" -> Tensor::bitwiseLeftShift;
          case "RIGHT" -> Tensor::bitwiseRightShift;
          default -> throw Elementwise.unknown("direction", direction, "LEFT", "RIGHT");
        };
    call.give(Types.both(call.x(0), call.x(1), f));
  }

  private static void where(Call call) {
    Tensor condition = Elementwise.truth(call.x(0));
    call.give(Types.both(call.x(1), call.x(2), (a, b) -> Tensor.where(condition, a, b)));
  }
}
