package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Activation functions. */
final class Activations {
  private Activations() {}

  static void addTo(OperatorTable table) {
    table.add("Relu", "", call -> call.give(Types.keep(call.x(0), x -> relu(x))));
    plain(table, "Sigmoid", Tensor::sigmoid);
    plain(table, "Tanh", Tensor::tanh);
    plain(table, "Softplus", x -> x.softplus());
    plain(table, "Softsign", Tensor::softsign);
    plain(table, "HardSwish", Tensor::hardswish);
    plain(table, "Mish", Tensor::mish);
    table.add(
        "Elu", "alpha", call -> call.give(elu(call.floats(0), call.node().number("alpha", 1))));
    table.add(
        "Celu", "alpha", call -> call.give(call.floats(0).celu(call.node().number("alpha", 1))));
    table.add("Selu", "alpha gamma", Activations::selu);
    table.add(
        "LeakyRelu",
        "alpha",
        call -> call.give(call.floats(0).leakyRelu(call.node().number("alpha", 0.01))));
    table.add(
        "ThresholdedRelu",
        "alpha",
        call -> call.give(above(call.floats(0), call.node().number("alpha", 1))));
    table.add("HardSigmoid", "alpha beta", Activations::hardSigmoid);
    table.add("Gelu", "approximate", Activations::gelu);
    table.add("Swish", "alpha", Activations::swish);
    table.add("Softmax", "axis", call -> rows(call, Tensor::softmax));
    table.add("LogSoftmax", "axis", call -> rows(call, Tensor::logSoftmax));
    table.add("Hardmax", "axis", call -> rows(call, Activations::hardmax));
  }

  private static void plain(OperatorTable table, String name, UnaryOperator<Tensor> f) {
    table.add(name, "", call -> call.give(f.apply(call.floats(0))));
  }

  private static Tensor relu(Tensor x) {
    return x.dtype().isFloat() ? x.relu() : x.clampMin(0);
  }

  private static Tensor elu(Tensor x, double alpha) {
    return x.elu(alpha);
  }

  private static void selu(Call call) {
    float alpha = call.node().number("alpha", 1.6732632);
    float gamma = call.node().number("gamma", 1.050701);
    call.give(elu(call.floats(0), alpha).mul(gamma));
  }

  /** What is above a bound; 0 for the rest, and for NaN, which is not above it. */
  static Tensor above(Tensor x, double bound) {
    return Tensor.where(x.gt(bound), x, Tensor.scalar(0));
  }

  private static void hardSigmoid(Call call) {
    float alpha = call.node().number("alpha", 0.2);
    float beta = call.node().number("beta", 0.5);
    call.give(call.floats(0).mul(alpha).add(beta).clamp(0, 1));
  }

  private static void gelu(Call call) {
    String approximate = call.node().text("approximate", "none");
    call.give(
        switch (approximate) {
          case "none" -> call.floats(0).gelu();
          case "tanh" -> call.floats(0).geluTanh();
          default -> throw Elementwise.unknown("approximate", approximate, "none", "tanh");
        });
  }

  private static void swish(Call call) {
    float alpha = call.node().number("alpha", 1);
    Tensor x = call.floats(0);
    call.give(alpha == 1 ? x.silu() : x.mul(x.mul(alpha).sigmoid()));
  }

  /** A function of one dimension. */
  private interface Along {
    Tensor apply(Tensor x, int dim);
  }

  /** Before version 13 the function is of all dimensions from {@code axis} on, as one. */
  private static void rows(Call call, Along f) {
    Tensor x = call.floats(0);
    if (x.rank() == 0) {
      call.give(f.apply(x.reshape(1), 0).reshape());
      return;
    }
    if (call.node().opset() >= 13) {
      call.give(f.apply(x, call.axis("axis", -1, x.rank())));
      return;
    }
    int axis = call.axis("axis", 1, x.rank() == 1 ? 2 : x.rank());
    if (axis == x.rank() - 1) {
      call.give(f.apply(x, axis));
      return;
    }
    int rows = 1;
    for (int d = 0; d < Math.min(axis, x.rank()); d++) {
      rows *= x.size(d);
    }
    int width = x.count() == 0 ? 0 : x.count() / rows;
    call.give(f.apply(x.reshape(rows, width), 1).reshape(x.shape()));
  }

  /** One at the first largest element, zero elsewhere. */
  private static Tensor hardmax(Tensor x, int dim) {
    Tensor first = x.argmax(dim, true);
    Tensor zeros = Tensor.zeros(x.shape());
    return zeros.scatter(dim, first, Tensor.ones(first.shape()));
  }
}
