package dev.forja.onnx.graph;

import dev.forja.onnx.operators.Fused;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + eps) * scale + bias} over the last
 * dimensions, and {@code x / sqrt(mean(x^2) + eps) * scale}, which subtracts no mean.
 */
final class NormPattern {
  private final Net net;
  private final Facts facts;

  NormPattern(Net net) {
    this.net = net;
    this.facts = new Facts(net);
  }

  /** What is normalised, over how many dimensions, and with which epsilon. */
  private record Found(int x, int dims, double eps) {}

  boolean replace(NetNode node) {
    return switch (node.op()) {
      case "Add" -> affine(node);
      case "Mul" -> scaled(node) || scaledSquare(node) || plainSquare(node);
      case "Div" -> plain(node) || plainSquare(node);
      default -> false;
    };
  }

  private boolean affine(NetNode node) {
    for (int i = 0; i < 2; i++) {
      Match match = new Match(net, node);
      NetNode mul = match.take(node.input(i), "Mul");
      for (int j = 0; mul != null && j < 2; j++) {
        Match inner = new Match(net, node);
        inner.take(node.input(i), "Mul");
        if (with(inner, mul.input(j), mul.input(1 - j), node.input(1 - i))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean scaled(NetNode node) {
    return with(new Match(net, node), node.input(0), node.input(1), -1)
        || with(new Match(net, node), node.input(1), node.input(0), -1);
  }

  private boolean with(Match match, int normalized, int scale, int bias) {
    NetNode div = match.take(normalized, "Div");
    Found found = div == null ? null : found(match, div);
    if (found == null || !isRow(scale, found) || (bias >= 0 && !isRow(bias, found))) {
      return false;
    }
    List<Integer> inputs = new ArrayList<>(List.of(found.x, scale));
    if (bias >= 0) {
      inputs.add(bias);
    }
    match.replace(Fused.LAYER_NORM, attributes(found), inputs);
    return true;
  }

  private boolean plain(NetNode node) {
    Match match = new Match(net, node);
    Found found = found(match, node);
    if (found == null) {
      return false;
    }
    match.replace(Fused.LAYER_NORM, attributes(found), List.of(found.x));
    return true;
  }

  private boolean scaledSquare(NetNode node) {
    for (int i = 0; i < 2; i++) {
      Match match = new Match(net, node);
      NetNode inner = match.take(node.input(i), "Mul", "Div");
      Found found = inner == null ? null : square(match, inner);
      if (found != null && isRow(node.input(1 - i), found)) {
        match.replace(Fused.RMS_NORM, attributes(found), List.of(found.x, node.input(1 - i)));
        return true;
      }
    }
    return false;
  }

  private boolean plainSquare(NetNode node) {
    Match match = new Match(net, node);
    Found found = square(match, node);
    if (found == null) {
      return false;
    }
    match.replace(Fused.RMS_NORM, attributes(found), List.of(found.x));
    return true;
  }

  /** The quotient of a value by the root of its mean square; null if a node is none. */
  private @Nullable Found square(Match match, NetNode node) {
    if (node.op().equals("Div")) {
      NetNode root = match.take(node.input(1), "Sqrt");
      return root == null ? null : meanSquare(match, node.input(0), root.input(0));
    }
    for (int i = 0; i < 2; i++) {
      Match.Mark before = match.mark();
      int sum = inverse(match, node.input(1 - i));
      Found found = sum < 0 ? null : meanSquare(match, node.input(i), sum);
      if (found != null) {
        return found;
      }
      match.back(before);
    }
    return null;
  }

  /** What a slot has 1 divided by the root of; -1 if it has not. */
  private static int inverse(Match match, int slot) {
    NetNode power = match.take(slot, "Pow");
    if (power != null) {
      return match.number(power.input(1)) == -0.5 ? power.input(0) : -1;
    }
    NetNode inverse = match.take(slot, "Reciprocal", "Div");
    boolean quotient = inverse != null && inverse.op().equals("Div");
    if (inverse == null || (quotient && match.number(inverse.input(0)) != 1)) {
      return -1;
    }
    NetNode root = match.take(inverse.input(quotient ? 1 : 0), "Sqrt");
    return root == null ? -1 : root.input(0);
  }

  private @Nullable Found meanSquare(Match match, int x, int slot) {
    NetNode sum = match.take(slot, "Add");
    for (int i = 0; sum != null && i < 2; i++) {
      Match.Mark before = match.mark();
      double eps = match.number(sum.input(1 - i));
      NetNode mean = eps > 0 ? match.take(sum.input(i), "ReduceMean") : null;
      NetNode square = mean == null ? null : match.take(mean.input(0), "Pow", "Mul");
      if (mean != null && square != null && square.input(0) == x) {
        boolean power = square.op().equals("Pow");
        int dims = last(mean, rank(x));
        if (dims > 0 && (power ? match.number(square.input(1)) == 2 : square.input(1) == x)) {
          return new Found(x, dims, eps);
        }
      }
      match.back(before);
    }
    return null;
  }

  private static Map<String, Object> attributes(Found found) {
    return Map.of("axis", (long) -found.dims, "epsilon", (float) found.eps);
  }

  /** Whether a value has exactly the sizes of what is normalised. */
  private boolean isRow(int slot, Found found) {
    Tensor value = net.value(slot);
    List<KnownSize> x = facts.shape(found.x);
    if (value == null || value.rank() != found.dims) {
      return false;
    }
    if (x == null) {
      return false;
    }
    for (int d = 0; d < found.dims; d++) {
      if (!x.get(x.size() - found.dims + d).isNumber(value.size(d))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Found found(Match match, NetNode div) {
    NetNode root = match.take(div.input(1), "Sqrt");
    NetNode sum = root == null ? null : match.take(root.input(0), "Add");
    if (sum == null) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      double eps = match.number(sum.input(1 - i));
      NetNode variance = eps > 0 ? match.take(sum.input(i), "ReduceMean") : null;
      if (variance != null) {
        return found(match, div, variance, eps);
      }
    }
    return null;
  }

  private @Nullable Found found(Match match, NetNode div, NetNode variance, double eps) {
    NetNode square = match.take(variance.input(0), "Pow", "Mul");
    if (square == null) {
      return null;
    }
    boolean power = square.op().equals("Pow");
    int inner = square.input(0);
    if (power ? match.number(square.input(1)) != 2 : square.input(1) != inner) {
      return null;
    }
    boolean shared = inner == div.input(0);
    int reads = (power ? 1 : 2) + (shared ? 1 : 0);
    NetNode centred = match.takeShared(inner, reads, "Sub");
    NetNode other = shared ? centred : match.take(div.input(0), "Sub");
    if (centred == null
        || other == null
        || !centred.inputs().equals(other.inputs())
        || (!shared && other == centred)) {
      return null;
    }
    NetNode mean = match.takeShared(centred.input(1), shared ? 1 : 2, "ReduceMean");
    if (mean == null || mean.input(0) != centred.input(0)) {
      return null;
    }
    int rank = rank(mean.input(0));
    int dims = last(mean, rank);
    return dims > 0 && dims == last(variance, rank) ? new Found(mean.input(0), dims, eps) : null;
  }

  private int rank(int slot) {
    List<KnownSize> sizes = facts.shape(slot);
    return sizes == null ? -1 : sizes.size();
  }

  /** Over how many of the last dimensions a mean is taken; 0 if it is over others. */
  private int last(NetNode mean, int rank) {
    long[] axes =
        mean.input(1) >= 0 ? facts.takenNumbers(mean.input(1)) : mean.node().integers("axes");
    if (axes == null || !mean.node().flag("keepdims", true)) {
      return 0;
    }
    long[] sorted = Arrays.stream(axes).map(d -> d >= 0 ? d - rank : d).sorted().toArray();
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != i - sorted.length || (rank < 0 && axes[i] >= 0)) {
        return 0;
      }
    }
    return sorted.length;
  }
}
