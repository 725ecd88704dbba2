package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(q k^T * scale + mask) v}; the scale is a factor of the product, or of the queries
 * and keys.
 */
final class AttentionPattern {
  private final Net net;
  private final Facts facts;

  AttentionPattern(Net net, Facts facts) {
    this.net = net;
    this.facts = facts;
  }

  boolean replace(NetNode node) {
    if (!node.op().equals("MatMul")) {
      return false;
    }
    Match match = new Match(net, node);
    NetNode softmax = match.take(node.input(0), "Softmax");
    if (softmax == null || !isOfLast(softmax)) {
      return false;
    }
    NetNode sum = match.take(softmax.input(0), "Add");
    if (sum == null) {
      return replace(match, softmax.input(0), -1, node.input(1));
    }
    for (int i = 0; i < 2; i++) {
      Match inner = new Match(net, node);
      inner.take(node.input(0), "Softmax");
      inner.take(softmax.input(0), "Add");
      if (replace(inner, sum.input(i), sum.input(1 - i), node.input(1))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfLast(NetNode softmax) {
    OnnxNode it = softmax.node();
    long axis = it.integer("axis", it.opset() < 13 ? 1 : -1);
    int rank = rank(softmax.input(0));
    return axis == -1 || (rank > 0 && axis == rank - 1);
  }

  private int rank(int slot) {
    List<KnownSize> sizes = facts.shape(slot);
    return sizes == null ? -1 : sizes.size();
  }

  private boolean replace(Match match, int scores, int mask, int v) {
    double scale = 1;
    int at = scores;
    NetNode scaled = match.take(at, "Div", "Mul");
    if (scaled != null) {
      double factor = factor(match, scaled);
      if (Double.isNaN(factor)) {
        return false;
      }
      scale = factor;
      at = scaledInput(match, scaled);
    }
    NetNode product = match.take(at, "MatMul");
    if (product == null) {
      return false;
    }
    int q = product.input(0);
    int k = product.input(1);
    NetNode scaledQ = scaledBy(match, q);
    if (scaledQ != null) {
      scale *= factor(match, scaledQ);
      q = scaledInput(match, scaledQ);
    }
    NetNode scaledK = scaledBy(match, k);
    if (scaledK != null) {
      scale *= factor(match, scaledK);
      k = scaledInput(match, scaledK);
    }
    int rank = rank(q);
    boolean fits =
        rank >= 2
            && rank(k) == rank
            && rank(v) == rank
            && facts.dtype(q) == DType.F32
            && (mask < 0 || (facts.dtype(mask) == DType.F32 && rank(mask) >= 0))
            && scale > 0
            && Double.isFinite(scale);
    if (!fits) {
      return false;
    }
    List<Integer> inputs = new ArrayList<>(List.of(q, turned(match, k, rank), v));
    if (mask >= 0) {
      inputs.add(mask);
    }
    match.replace(Fused.ATTENTION, Map.of("scale", (float) scale), inputs);
    return true;
  }

  /** A product with one number, or a quotient by one, that the pattern alone reads; or null. */
  private @Nullable NetNode scaledBy(Match match, int slot) {
    NetNode maker = net.producer(slot);
    boolean scaled =
        maker != null
            && (maker.op().equals("Mul") || maker.op().equals("Div"))
            && !Double.isNaN(factor(match, maker));
    return scaled ? match.take(slot, "Mul", "Div") : null;
  }

  private static double factor(Match match, NetNode scaled) {
    double second = match.number(scaled.input(1));
    if (scaled.op().equals("Div")) {
      return 1 / second;
    }
    return Double.isNaN(second) ? match.number(scaled.input(0)) : second;
  }

  private static int scaledInput(Match match, NetNode scaled) {
    boolean second = scaled.op().equals("Mul") && Double.isNaN(match.number(scaled.input(1)));
    return scaled.input(second ? 1 : 0);
  }

  /** The keys with their last two dimensions swapped; a Transpose before that is joined with it. */
  private int turned(Match match, int k, int rank) {
    int[] order = IntStream.range(0, rank).toArray();
    NetNode turn = net.producer(k);
    int from = k;
    int[] given = turn == null || !turn.op().equals("Transpose") ? null : turn.node().ints("perm");
    if (given != null
        && turn != null
        && given.length == rank
        && match.take(k, "Transpose") != null) {
      order = given.clone();
      from = turn.input(0);
    }
    int last = order[rank - 1];
    order[rank - 1] = order[rank - 2];
    order[rank - 2] = last;
    boolean plain = true;
    List<Long> perm = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      perm.add((long) order[d]);
      plain &= order[d] == d;
    }
    return plain ? from : match.before("Transpose", Map.of("perm", perm), List.of(from));
  }
}
