package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.ArrayList;
import java.util.List;

/** The shape rules of matrix products. */
final class ProductRules {
  private ProductRules() {}

  static Value matmul(Operands given) {
    Dims x = Operands.atLeast(given.dims(0), 1);
    Dims y = Operands.atLeast(given.dims(1), 1);
    boolean row = !x.open() && x.count() == 1;
    boolean column = !y.open() && y.count() == 1;
    boolean known = (row || x.count() > 1) && (column || y.count() > 1);
    Size inner = column || y.count() > 1 ? y.fromEnd(column ? 1 : 2) : Size.UNKNOWN;
    if (x.fromEnd(1).isNever(inner)) {
      throw new ShapeMismatch(Reason.INNER, x, y, x.fromEnd(1), inner);
    }
    if (!known) {
      return tensor(Dims.UNKNOWN);
    }
    Dims lead = ElementRules.broadcast(lead(x), lead(y));
    List<Size> sizes = new ArrayList<>(lead.sizes());
    if (!row) {
      sizes.add(x.fromEnd(2));
    }
    if (!column) {
      sizes.add(y.fromEnd(1));
    }
    return tensor(new Dims(lead.open(), List.copyOf(sizes)));
  }

  /** The dimensions before the last two. */
  private static Dims lead(Dims x) {
    return new Dims(x.open(), x.sizes().subList(0, Math.max(0, x.count() - 2)));
  }

  static Value linear(Operands given) {
    Dims x = Operands.atLeast(given.dims(0), 1);
    Dims weight = Operands.ofRank(given.dims(1), 2);
    if (x.fromEnd(1).isNever(weight.fromEnd(1))) {
      throw new ShapeMismatch(Reason.INNER, x, weight, x.fromEnd(1), weight.fromEnd(1));
    }
    if (!given.isNull(2)) {
      Dims bias = given.dims(2);
      if (bias.count() > 0 && bias.fromEnd(1).isNever(weight.fromEnd(2))) {
        throw new ShapeMismatch(Reason.SIZES, weight, bias, weight.fromEnd(2), bias.fromEnd(1));
      }
    }
    return tensor(x.with(x.count() - 1, weight.fromEnd(2)));
  }

  static Value attention(Operands given) {
    Dims query = Operands.atLeast(given.dims(0), 2);
    Dims key = Operands.atLeast(given.dims(1), 2);
    Dims value = Operands.atLeast(given.dims(2), 2);
    checkScores(given, query, key, value);
    Dims lead = ElementRules.broadcast(ElementRules.broadcast(lead(query), lead(key)), lead(value));
    return attended(lead, query, value);
  }

  /** Attention in which heads of keys and values may be fewer, so only a batch is broadcast. */
  static Value groupedAttention(Operands given) {
    Dims query = Operands.atLeast(given.dims(0), 2);
    Dims key = Operands.atLeast(given.dims(1), 2);
    Dims value = Operands.atLeast(given.dims(2), 2);
    checkScores(given, query, key, value);
    boolean same = !query.open() && query.count() == key.count() && key.count() == value.count();
    return same && query.count() == 4 && query.fromEnd(4).equals(key.fromEnd(4))
        ? attended(lead(query), query, value)
        : tensor(Dims.UNKNOWN);
  }

  private static Value attended(Dims lead, Dims query, Dims value) {
    List<Size> sizes = new ArrayList<>(lead.sizes());
    sizes.add(query.fromEnd(2));
    sizes.add(value.fromEnd(1));
    return tensor(new Dims(lead.open(), List.copyOf(sizes)));
  }

  private static void checkScores(Operands given, Dims query, Dims key, Dims value) {
    if (query.fromEnd(1).isNever(key.fromEnd(1))) {
      throw new ShapeMismatch(Reason.INNER, query, key, query.fromEnd(1), key.fromEnd(1));
    }
    if (key.fromEnd(2).isNever(value.fromEnd(2))) {
      throw new ShapeMismatch(Reason.SIZES, key, value, key.fromEnd(2), value.fromEnd(2));
    }
    if (given.value(3) instanceof Value.Tensor mask && !mask.nullable()) {
      Dims scores = Dims.of(query.fromEnd(2), key.fromEnd(2));
      for (int place = Math.min(2, mask.dims().count()); place > 0; place--) {
        Size size = mask.dims().fromEnd(place);
        if (size.isNever(1) && size.isNever(scores.fromEnd(place))) {
          throw new ShapeMismatch(Reason.EXPAND, mask.dims(), scores);
        }
      }
    }
  }

  static Value classes(Operands given) {
    Dims x = given.dims(0);
    Dims target = given.dims(1);
    if (x.open()) {
      return tensor(Dims.UNKNOWN);
    }
    if (x.count() == 0) {
      throw new ShapeMismatch(Reason.RANK_LEAST, x, 0, 1);
    }
    int place = x.count() == 1 ? 0 : 1;
    Dims perRow = x.without(place);
    if (differ(perRow, target) && differ(x, target)) {
      throw new ShapeMismatch(Reason.EXPAND, target, perRow);
    }
    if (given.value(2) instanceof Value.Tensor weight
        && !weight.nullable()
        && differ(Dims.of(x.sizes().get(place)), weight.dims())) {
      throw new ShapeMismatch(Reason.LAST, weight.dims(), Dims.of(x.sizes().get(place)));
    }
    return tensor(perRow);
  }

  /** Whether two shapes differ for all sizes. */
  static boolean differ(Dims x, Dims y) {
    if ((!y.open() && x.count() > y.count()) || (!x.open() && y.count() > x.count())) {
      return true;
    }
    for (int place = Math.min(x.count(), y.count()); place > 0; place--) {
      if (x.fromEnd(place).isNever(y.fromEnd(place))) {
        return true;
      }
    }
    return false;
  }
}
