package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;

/** Tensors that are made, not computed from others. */
final class Creations {
  private Creations() {}

  static void addTo(OperatorTable table) {
    table.add(
        "Constant",
        "value value_float value_floats value_int value_ints",
        call -> call.give(constant(call.node())));
    table.add("ConstantOfShape", "value", Creations::constantOfShape);
    table.add("Range", "", Creations::range);
    table.add("EyeLike", "dtype k", Creations::eyeLike);
    table.add("RandomUniform", "dtype high low seed shape", Creations::uniform);
    table.add("RandomUniformLike", "dtype high low seed", Creations::uniformLike);
    table.add("RandomNormal", "dtype mean scale seed shape", Creations::normal);
    table.add("RandomNormalLike", "dtype mean scale seed", Creations::normalLike);
    table.add("Bernoulli", "dtype seed", Creations::bernoulli);
    table.add("Multinomial", "dtype sample_size seed", Creations::multinomial);
    window(table, "HannWindow", 0.5, 0.5, 0);
    window(table, "HammingWindow", 25.0 / 46, 21.0 / 46, 0);
    window(table, "BlackmanWindow", 0.42, 0.5, 0.08);
  }

  /** The value of a node {@code Constant}. */
  static Tensor constant(OnnxNode node) {
    Tensor value = node.tensor("value");
    if (value != null) {
      return value;
    }
    if (node.has("value_float")) {
      return Tensor.scalar(node.number("value_float", 0));
    }
    float[] floats = node.numbers("value_floats");
    if (floats != null) {
      return Tensor.of(floats);
    }
    return node.has("value_int")
        ? Tensor.scalarLong(node.integer("value_int"))
        : Tensor.of(node.required("value_ints"));
  }

  private static void constantOfShape(Call call) {
    int[] shape = Sizes.shape("the shape", call.longs(0));
    Tensor value = call.node().tensor("value");
    if (value == null) {
      call.give(Tensor.zeros(shape));
      return;
    }
    if (value.count() != 1) {
      throw new IllegalArgumentException(
          "'value' has %d elements, expected one".formatted(value.count()));
    }
    call.give(value.reshape().expand(shape).contiguous());
  }

  private static void range(Call call) {
    Tensor start = call.x(0);
    Types.requireAlike(start, call.x(1));
    Types.requireAlike(start, call.x(2));
    if (start.dtype().isFloat()) {
      double from = call.decimal(0);
      double step = call.decimal(2);
      double count = Math.ceil((call.decimal(1) - from) / step);
      if (Double.isNaN(count) || Double.isInfinite(count)) {
        throw new IllegalArgumentException("its step is 0, or a bound is no number");
      }
      int size = Sizes.shape("the range", (long) Math.max(0, count))[0];
      call.give(Tensor.arange(size).to(DType.F32).mul(step).add(from));
      return;
    }
    long from = call.number(0);
    long step = call.number(2);
    if (step == 0) {
      throw new IllegalArgumentException("its step is 0");
    }
    long distance = Math.subtractExact(call.number(1), from);
    long count = Math.max(0, Math.ceilDiv(distance, step));
    Tensor places = Tensor.arange(0L, Sizes.shape("the range", count)[0], 1L);
    Tensor scaled = places.mul(Tensor.scalarLong(step)).add(Tensor.scalarLong(from));
    call.give(scaled.to(start.dtype()));
  }

  private static void eyeLike(Call call) {
    Tensor x = call.x(0);
    if (x.rank() != 2) {
      throw new IllegalArgumentException("its input has rank %d, expected 2".formatted(x.rank()));
    }
    int k = Sizes.held(call.node().integer("k", 0));
    Tensor rows = Tensor.arange(0L, x.size(0), 1L).reshape(x.size(0), 1);
    Tensor columns = Tensor.arange(0L, x.size(1), 1L).reshape(1, x.size(1));
    Tensor on = columns.sub(rows).eq(Tensor.scalarLong(k));
    call.give(
        call.node().has("dtype")
            ? Elementwise.cast(on, call.node().integer("dtype"))
            : on.to(x.dtype()));
  }

  private static int[] shapeAttribute(Call call) {
    return Sizes.shape("the shape", call.node().required("shape"));
  }

  private static Tensor typed(Call call, Tensor x) {
    return Elementwise.cast(x, call.node().integer("dtype", 1));
  }

  private static void uniform(Call call) {
    call.give(typed(call, uniform(call, shapeAttribute(call))));
  }

  private static void uniformLike(Call call) {
    call.give(typed(call, uniform(call, call.x(0).shape())));
  }

  private static Tensor uniform(Call call, int[] shape) {
    return Tensor.uniform(call.node().number("low", 0), call.node().number("high", 1), shape);
  }

  private static void normal(Call call) {
    call.give(typed(call, normal(call, shapeAttribute(call))));
  }

  private static void normalLike(Call call) {
    call.give(typed(call, normal(call, call.x(0).shape())));
  }

  private static Tensor normal(Call call, int[] shape) {
    return Tensor.normal(call.node().number("mean", 0), call.node().number("scale", 1), shape);
  }

  private static void bernoulli(Call call) {
    call.give(typed(call, call.floats(0).bernoulli()));
  }

  private static void multinomial(Call call) {
    Tensor drawn =
        call.floats(0).softmax(-1).multinomial(call.node().small("sample_size", 1), true);
    call.give(Elementwise.cast(drawn, call.node().integer("dtype", 6)));
  }

  private static void window(OperatorTable table, String name, double a, double b, double c) {
    table.add(
        name,
        "output_datatype periodic",
        call -> {
          int size = Sizes.shape("the size", call.number(0))[0];
          double period = call.node().flag("periodic", true) ? size : size - 1.0;
          float[] values = new float[size];
          for (int i = 0; i < size; i++) {
            double turn = 2 * Math.PI * i / period;
            values[i] = (float) (a - b * Math.cos(turn) + c * Math.cos(2 * turn));
          }
          call.give(Elementwise.cast(Tensor.of(values), call.node().integer("output_datatype", 1)));
        });
  }
}
