package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Call;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.onnx.operators.Operator;
import dev.forja.onnx.operators.OperatorTable;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes what depends on constants only, and sizes that are numbers. */
final class Folding {
  private static final Set<String> RANDOM =
      Set.of(
          "Bernoulli",
          "Dropout",
          "Multinomial",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike");

  private final Net net;
  private final Facts facts;

  /** The number of elements that may still be computed: a small file may ask for many. */
  private long left = 1 << 15;

  Folding(Net net) {
    this.net = net;
    this.facts = new Facts(net);
  }

  void run() {
    for (NetNode node : net.nodes()) {
      if (node.outputs().size() == 1 && node.output() >= 0 && !net.isLastOfScope(node)) {
        OnnxValue value = value(node);
        if (value != null) {
          net.remove(node);
          net.put(node.output(), value);
        }
      }
    }
    net.tidy();
  }

  private @Nullable OnnxValue value(NetNode node) {
    long @Nullable [] numbers = facts.numbers(node.output());
    List<KnownSize> shape = facts.shape(node.output());
    if (numbers != null && shape != null) {
      facts.pin(node.output());
      Tensor value = shape.isEmpty() ? Tensor.scalarLong(numbers[0]) : Tensor.of(numbers);
      DType type = facts.dtype(node.output());
      return OnnxValue.of(type == null ? value : value.to(type));
    }
    if (!node.captured().isEmpty()
        || node.inputs().isEmpty()
        || RANDOM.contains(node.op())
        || !isSmall(shape)) {
      return null;
    }
    List<@Nullable OnnxValue> inputs = new ArrayList<>();
    for (int slot : node.inputs()) {
      Tensor constant = slot < 0 ? null : net.constant(slot);
      if (slot >= 0 && constant == null) {
        return null;
      }
      inputs.add(constant == null ? null : OnnxValue.of(constant.detach()));
    }
    Operator operator = OperatorTable.all().find(node.op());
    if (operator == null) {
      return null;
    }
    Call call = new Call(node.node(), inputs, _ -> null);
    try {
      NoGrad.run(() -> operator.run(call));
    } catch (RuntimeException wrong) {
      return null; // the node fails when it runs, and says why
    }
    OnnxValue value = call.outputs().isEmpty() ? null : call.outputs().getFirst();
    if (!(value instanceof OnnxValue.Single(Tensor tensor))) {
      return null;
    }
    left -= tensor.count();
    node.inputs().forEach(net::pin);
    return OnnxValue.of(tensor.contiguous());
  }

  private boolean isSmall(@Nullable List<KnownSize> shape) {
    if (shape == null) {
      return false;
    }
    long count = 1;
    for (KnownSize size : shape) {
      if (!size.isKnown() || size.factor() < 0 || size.factor() > left) {
        return false;
      }
      count *= size.factor();
      if (count > left) {
        return false;
      }
    }
    return true;
  }
}
