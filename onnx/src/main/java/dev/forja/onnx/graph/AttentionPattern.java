package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(q k^T * scale + mask) v}; the scale is a factor of the product, or of the queries
 * and keys. A mask may also choose, by {@code Where}, between the scores and a number so low that
 * nothing is left of it; it becomes a mask that is added.
 */
final class AttentionPattern {
  /** From here on, a score that is added to a number is lost. */
  private static final double ABSORBING = -1e30;

  /** Numbers that are not lower are no sign that a place is hidden. */
  private static final double HIDDEN = -1e4;

  private final Net net;
  private final Facts facts;

  AttentionPattern(Net net, Facts facts) {
    this.net = net;
    this.facts = facts;
  }

  /**
   * What is computed before the softmax.
   *
   * @param q the queries
   * @param k the keys, turned
   * @param scale the factor
   * @param added the mask that is added; -1 for none
   * @param choice what chooses between the scores and a number; null for nothing
   */
  private record Scores(int q, int k, double scale, int added, @Nullable Choice choice) {
    Scores plus(int mask) {
      return new Scores(q, k, scale, mask, choice);
    }

    Scores with(Choice chosen) {
      return new Scores(q, k, scale, added, chosen);
    }
  }

  /**
   * A choice between the scores and a number.
   *
   * @param condition the truth values that choose
   * @param keeps whether scores are kept where it is true
   * @param slot the number
   * @param number its value
   * @param addsFirst whether a mask was added to the scores before
   */
  private record Choice(int condition, boolean keeps, int slot, double number, boolean addsFirst) {}

  boolean replace(NetNode node) {
    if (!node.op().equals("MatMul")) {
      return false;
    }
    Match match = new Match(net, node);
    NetNode softmax = softmax(match, node.input(0));
    Scores scores = softmax == null ? null : masked(match, softmax.input(0), true, true);
    return scores != null && replace(match, scores, node.input(1));
  }

  /** The softmax over the last dimension, also where its NaNs are replaced by zeros. */
  private @Nullable NetNode softmax(Match match, int weights) {
    NetNode softmax = match.take(weights, "Softmax");
    NetNode where = softmax == null ? match.take(weights, "Where") : null;
    if (where != null) {
      NetNode test = match.take(where.input(0), "IsNaN");
      boolean guarded =
          test != null && test.input(0) == where.input(2) && match.number(where.input(1)) == 0;
      softmax = guarded ? match.takeShared(where.input(2), 2, "Softmax") : null;
    }
    return softmax != null && isOfLast(softmax) ? softmax : null;
  }

  /** The scores below at most one sum with a mask and one choice, in any order; null otherwise. */
  private @Nullable Scores masked(Match match, int slot, boolean mayAdd, boolean mayChoose) {
    Match.Mark before = match.mark();
    NetNode sum = mayAdd ? match.take(slot, "Add") : null;
    for (int i = 0; sum != null && i < 2; i++) {
      Match.Mark inside = match.mark();
      Scores scores = masked(match, sum.input(i), false, mayChoose);
      if (scores != null && isMask(sum.input(1 - i))) {
        return scores.plus(sum.input(1 - i));
      }
      match.back(inside);
    }
    match.back(before);
    NetNode where = mayChoose ? match.take(slot, "Where") : null;
    for (int i = 1; where != null && i < 3; i++) {
      Match.Mark inside = match.mark();
      int low = where.input(3 - i);
      double number = match.number(low);
      Scores scores = number <= HIDDEN ? masked(match, where.input(i), mayAdd, false) : null;
      if (scores != null && rank(where.input(0)) >= 0) {
        return scores.with(new Choice(where.input(0), i == 1, low, number, scores.added >= 0));
      }
      match.back(inside);
    }
    match.back(before);
    return product(match, slot);
  }

  private boolean isMask(int slot) {
    return facts.dtype(slot) == DType.F32 && rank(slot) >= 0;
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

  /** The product of queries and keys, with its factors; null if it is none. */
  private @Nullable Scores product(Match match, int slot) {
    double scale = 1;
    int at = slot;
    NetNode scaled = match.take(at, "Div", "Mul");
    if (scaled != null) {
      scale = factor(match, scaled);
      if (Double.isNaN(scale)) {
        return null;
      }
      at = scaledInput(match, scaled);
    }
    NetNode product = match.take(at, "MatMul");
    if (product == null) {
      return null;
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
            && facts.dtype(q) == DType.F32
            && scale > 0
            && Double.isFinite(scale);
    return fits ? new Scores(q, k, scale, -1, null) : null;
  }

  private boolean replace(Match match, Scores scores, int v) {
    int rank = rank(scores.q);
    Choice choice = scores.choice;
    boolean apart = choice != null && choice.number > ABSORBING;
    if (rank(v) != rank || (apart && scores.added >= 0)) {
      return false;
    }
    List<Integer> inputs = new ArrayList<>(List.of(scores.q, turned(match, scores.k, rank), v));
    Map<String, Object> attributes = new HashMap<>(Map.of("scale", (float) scores.scale));
    if (choice != null && apart) {
      inputs.addAll(List.of(-1, choice.condition));
      attributes.put("keeps", choice.keeps ? 1L : 0L);
    } else if (choice != null) {
      inputs.add(mask(match, choice, scores.added));
    } else if (scores.added >= 0) {
      inputs.add(scores.added);
    }
    match.replace(Fused.ATTENTION, attributes, inputs);
    return true;
  }

  /** A choice as a mask to add, with the other one. */
  private int mask(Match match, Choice choice, int added) {
    boolean inside = added >= 0 && choice.addsFirst;
    int other = inside ? added : net.add(net.freeName("zero"), OnnxValue.of(Tensor.scalar(0)));
    List<Integer> inputs =
        choice.keeps
            ? List.of(choice.condition, other, choice.slot)
            : List.of(choice.condition, choice.slot, other);
    int chosen = match.before("Where", Map.of(), inputs);
    return added >= 0 && !inside ? match.before("Add", Map.of(), List.of(chosen, added)) : chosen;
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
