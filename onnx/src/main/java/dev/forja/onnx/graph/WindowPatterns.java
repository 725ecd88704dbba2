package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A convolution and the sum with a number for each channel; zeros beside the channels. */
final class WindowPatterns {
  private final Net net;
  private final Facts facts;

  WindowPatterns(Net net, Facts facts) {
    this.net = net;
    this.facts = facts;
  }

  boolean replace(NetNode node) {
    return switch (node.op()) {
      case "Add" -> biased(node);
      case "Concat" -> padded(node);
      default -> false;
    };
  }

  /** Only a constant becomes a bias: a parameter of another shape would no longer be one. */
  private boolean biased(NetNode node) {
    for (int i = 0; i < 2; i++) {
      Match match = new Match(net, node);
      NetNode conv = match.take(node.input(i), "Conv");
      Tensor bias = net.value(node.input(1 - i));
      Tensor weight = conv == null ? null : net.value(conv.input(1));
      if (conv == null
          || bias == null
          || weight == null
          || weight.rank() < 3
          || conv.input(2) >= 0
          || net.isState(node.input(1 - i))
          || bias.dtype() != DType.F32
          || bias.count() != weight.size(0)
          || bias.rank() < weight.rank() - 1
          || bias.rank() > weight.rank()
          || bias.size(1 - weight.rank()) != bias.count()) {
        continue;
      }
      String name = net.freeName(net.name(node.input(1 - i)));
      int slot = net.add(name, OnnxValue.of(bias.detach().flatten().contiguous()));
      List<Integer> inputs = List.of(conv.input(0), conv.input(1), slot);
      match.replace("Conv", conv.node().attributes(), inputs);
      return true;
    }
    return false;
  }

  /** A value and zeros, joined along a dimension: the value with a padding. */
  private boolean padded(NetNode node) {
    Tensor zeros = net.value(node.input(1));
    List<KnownSize> x = facts.shape(node.input(0));
    if (node.inputs().size() != 2
        || zeros == null
        || x == null
        || net.isState(node.input(1))
        || zeros.dtype() != DType.F32
        || facts.dtype(node.input(0)) != DType.F32
        || node.node().opset() < 11
        || zeros.rank() != x.size()) {
      return false;
    }
    for (float value : zeros.toFloats()) {
      if (Float.floatToRawIntBits(value) != 0) {
        return false;
      }
    }
    int rank = x.size();
    long axis = node.node().integer("axis", rank);
    int dim = (int) (axis < 0 ? axis + rank : axis);
    if (dim < 0 || dim >= rank) {
      return false;
    }
    List<Long> pads = new ArrayList<>();
    for (int d = 0; d < 2 * rank; d++) {
      pads.add(d == rank + dim ? (long) zeros.size(dim) : 0L);
      boolean fits = d >= rank || d == dim || x.get(d).isNumber(zeros.size(d));
      if (!fits) {
        return false;
      }
    }
    Tensor sizes = Tensor.of(pads.stream().mapToLong(Long::longValue).toArray());
    int slot = net.add(net.freeName("pads"), OnnxValue.of(sizes));
    new Match(net, node).replace("Pad", Map.of(), List.of(node.input(0), slot));
    return true;
  }
}
