package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.onnx.operators.OnnxValue.Single;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.op.BinaryKind;
import dev.forja.op.BinaryOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.FusedConv2dOp;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import dev.forja.op.UnaryKind;
import dev.forja.op.UnaryOp;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A convolution and the nodes that follow it element by element. One op computes all of them, with
 * the same bits; for values that it does not take, the nodes run one after the other.
 */
final class FusedConvolution {
  private FusedConvolution() {}

  static void run(Call call) {
    List<OnnxNode> nodes = call.node().nodes("steps");
    long[] places = call.node().required("places");
    int first = call.count();
    for (OnnxNode node : nodes) {
      first -= others(node);
    }
    Tensor fused = fused(call, nodes, places, first);
    if (fused != null) {
      call.give(fused);
      return;
    }
    Tensor so = result("Conv", call.node(), call.values().subList(0, first));
    int from = first;
    for (int i = 0; i < nodes.size(); i++) {
      OnnxNode node = nodes.get(i);
      List<@Nullable OnnxValue> inputs =
          new ArrayList<>(call.values().subList(from, from + others(node)));
      inputs.add((int) places[i], OnnxValue.of(so));
      so = result(node.op(), node, inputs);
      from += others(node);
    }
    call.give(so);
  }

  /** How many inputs a node has beside the result so far. */
  private static int others(OnnxNode node) {
    return switch (node.op()) {
      case "Add", "Mul" -> 1;
      case "BatchNormalization" -> 4;
      default -> 0;
    };
  }

  private static Tensor result(String op, OnnxNode node, List<@Nullable OnnxValue> inputs) {
    Call call = new Call(node, inputs, _ -> null);
    Operator operator = OperatorTable.all().find(op);
    if (operator != null) {
      operator.run(call);
    }
    if (call.outputs().isEmpty() || !(call.outputs().getFirst() instanceof Single(Tensor tensor))) {
      throw new IllegalArgumentException("%s gave no tensor".formatted(op));
    }
    return tensor;
  }

  /** The result of the op; null if the nodes must run one after the other. */
  private static @Nullable Tensor fused(Call call, List<OnnxNode> nodes, long[] places, int first) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < call.count(); i++) {
      Tensor input = call.optional(i);
      if (input != null) {
        inputs.add(input);
      } else if (i != 2 || first != 3) {
        return null;
      }
    }
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    if (x.rank() != 4
        || weight.rank() != 4
        || !inputs.stream().allMatch(input -> input.dtype() == DType.F32)) {
      return null;
    }
    boolean bias = call.has(2) && first == 3;
    Conv2dOp conv =
        Convolutions.op(Convolutions.windows(call, x, weight), call.node().small("group", 1));
    TensorType[] types =
        (bias ? Stream.of(x, weight, inputs.get(2)) : Stream.of(x, weight))
            .map(FusedConvolution::type)
            .toArray(TensorType[]::new);
    int[] shape = conv.shapes(types)[0].shape();
    List<FusedConv2dOp.Step> steps = new ArrayList<>();
    int from = bias ? 3 : 2;
    for (int i = 0; i < nodes.size(); i++) {
      OnnxNode node = nodes.get(i);
      if (node.op().equals("BatchNormalization")) {
        steps.add(new FusedConv2dOp.Step(op(node), 5, 0));
        List<Tensor> given = List.copyOf(inputs.subList(from, from + 4));
        // The op takes mean and variance first.
        inputs.set(from, given.get(2));
        inputs.set(from + 1, given.get(3));
        inputs.set(from + 2, given.get(0));
        inputs.set(from + 3, given.get(1));
      } else {
        steps.add(new FusedConv2dOp.Step(op(node), 1 + others(node), (int) places[i]));
        if (others(node) == 1 && !fits(inputs.get(from).shape(), shape)) {
          return null;
        }
      }
      from += others(node);
    }
    return Tensor.apply(new FusedConv2dOp(conv, bias, steps), inputs.toArray(Tensor[]::new));
  }

  private static TensorType type(Tensor tensor) {
    return new TensorType(tensor.dtype(), tensor.shape());
  }

  private static boolean fits(int[] shape, int[] result) {
    return shape.length <= result.length
        && Shapes.broadcasts(shape, result)
        && Arrays.equals(Shapes.broadcast("conv2d", shape, result), result);
  }

  private static Op op(OnnxNode node) {
    return switch (node.op()) {
      case "Relu" -> new UnaryOp(UnaryKind.RELU);
      case "Sigmoid" -> new UnaryOp(UnaryKind.SIGMOID);
      case "HardSwish" -> new UnaryOp(UnaryKind.HARDSWISH);
      case "Swish" -> new UnaryOp(UnaryKind.SILU);
      case "Add" -> new BinaryOp(BinaryKind.ADD);
      case "Mul" -> new BinaryOp(BinaryKind.MUL);
      case "BatchNormalization" -> new BatchNormEvalOp(node.number("epsilon", 1e-5));
      default ->
          throw new IllegalArgumentException("%s follows a convolution".formatted(node.op()));
    };
  }
}
