package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product with a matrix of the file, and the sum with a row of it. */
final class LinearPattern {
  private final Net net;
  private final Facts facts;

  LinearPattern(Net net, Facts facts) {
    this.net = net;
    this.facts = facts;
  }

  boolean replace(NetNode node) {
    return switch (node.op()) {
      case "Add" -> sum(node);
      case "MatMul" -> product(new Match(net, node), node, -1);
      case "Gemm" -> gemm(node);
      default -> false;
    };
  }

  private boolean sum(NetNode node) {
    for (int i = 0; i < 2; i++) {
      Match match = new Match(net, node);
      NetNode product = match.take(node.input(i), "MatMul");
      if (product != null && product(match, product, node.input(1 - i))) {
        return true;
      }
    }
    return false;
  }

  private boolean product(Match match, NetNode product, int bias) {
    int weight = product.input(1);
    NetNode turn = match.take(weight, "Transpose");
    boolean turned = turn != null && isSwap(turn.node()) && isMatrix(turn.input(0));
    if (turn != null && turned) {
      weight = turn.input(0);
    } else if (turn != null) {
      return false;
    }
    @Nullable Tensor matrix = isMatrix(weight) ? net.value(weight) : null;
    if (matrix == null
        || (bias < 0 && !turned)
        || !(bias < 0 || isRow(bias, matrix.size(turned ? 0 : 1)))) {
      return false;
    }
    List<Integer> inputs = new ArrayList<>(List.of(product.input(0), weight));
    if (bias >= 0) {
      inputs.add(bias);
    }
    match.replace(Fused.LINEAR, Map.of("transB", turned ? 1L : 0L), inputs);
    return true;
  }

  private boolean gemm(NetNode node) {
    OnnxNode it = node.node();
    boolean turned = it.flag("transB", false);
    @Nullable Tensor matrix = isMatrix(node.input(1)) ? net.value(node.input(1)) : null;
    List<KnownSize> x = facts.shape(node.input(0));
    if (matrix == null
        || x == null
        || x.size() != 2
        || it.flag("transA", false)
        || it.number("alpha", 1) != 1
        || it.number("beta", 1) != 1
        || !(node.input(2) < 0 || isRow(node.input(2), matrix.size(turned ? 0 : 1)))) {
      return false;
    }
    Match match = new Match(net, node);
    match.replace(Fused.LINEAR, Map.of("transB", turned ? 1L : 0L), node.inputs());
    return true;
  }

  private static boolean isSwap(OnnxNode node) {
    int[] order = node.ints("perm");
    return order == null || (order.length == 2 && order[0] == 1 && order[1] == 0);
  }

  private boolean isMatrix(int slot) {
    Tensor value = net.value(slot);
    return value != null && value.rank() == 2 && value.dtype() == DType.F32;
  }

  private boolean isRow(int slot, int size) {
    Tensor value = net.value(slot);
    return value != null
        && value.dtype() == DType.F32
        && value.rank() == 1
        && value.size(0) == size;
  }
}
