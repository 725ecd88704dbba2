package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Losses of classes. */
final class Losses {
  private Losses() {}

  static void addTo(OperatorTable table) {
    String attributes = "ignore_index reduction";
    table.add(
        "NegativeLogLikelihoodLoss",
        attributes,
        call -> call.give(likelihood(call, call.floats(0))));
    table.add(
        "SoftmaxCrossEntropyLoss",
        attributes,
        call -> {
          Tensor logs = call.floats(0).logSoftmax(1);
          call.give(likelihood(call, logs));
          call.give(logs);
        });
  }

  private static Tensor likelihood(Call call, Tensor logs) {
    Tensor target = call.x(1).to(DType.I64);
    @Nullable Tensor weight = call.optional(2);
    Tensor counted = Tensor.ones(target.shape());
    if (call.node().has("ignore_index")) {
      Tensor ignored = target.eq(Tensor.scalarLong(call.node().integer("ignore_index")));
      target = Tensor.where(ignored, Tensor.scalarLong(0), target);
      counted = ignored.logicalNot().to(DType.F32);
    }
    if (weight != null) {
      counted = counted.mul(weight.indexSelect(0, target.flatten()).reshape(target.shape()));
    }
    Tensor picked = logs.gather(1, target.unsqueeze(1)).squeeze(1);
    Tensor losses = picked.mul(counted).neg();
    String reduction = call.node().text("reduction", "mean");
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> losses.sum();
      case "mean" -> losses.sum().div(counted.sum());
      default -> throw Elementwise.unknown("reduction", reduction, "none", "sum", "mean");
    };
  }
}
