package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.List;

/** The shape rules of functions that take parts of tensors. */
final class PartRules {
  private PartRules() {}

  static Value slice(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    if (place < 0) {
      return tensor(DimensionRules.lost(x));
    }
    Size whole = x.sizes().get(place);
    Size length = cut(given.size(3), whole).minus(cut(given.size(2), whole));
    Size step = given.size(4);
    Size taken =
        length.most() <= 0
            ? Size.of(0)
            : length.least() < 0 ? Size.UNKNOWN : length.plus(step).minus(Size.of(1)).over(step);
    return tensor(x.with(place, taken));
  }

  /** The index of a slice: negative ones count from the end, those beyond the end are clamped. */
  private static Size cut(Size given, Size whole) {
    if (given.is(Integer.MAX_VALUE)) {
      return whole;
    }
    return given.least() >= 0
        ? given.min(whole)
        : given.isKnown() && given.most() < 0 ? whole.plus(given).max(Size.of(0)) : Size.UNKNOWN;
  }

  static Value narrow(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    if (place < 0) {
      return tensor(DimensionRules.lost(x));
    }
    Size start = given.size(2);
    Size length = given.size(3);
    Size left = x.sizes().get(place).minus(length).minus(start);
    if (start.least() >= 0 && left.isKnown() && left.most() < 0) {
      throw new ShapeMismatch(Reason.PLACES, length, start, given.size(1), x);
    }
    return tensor(x.with(place, length));
  }

  static Value select(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    if (place < 0) {
      return tensor(x.open() || x.count() == 0 ? Dims.UNKNOWN : Dims.ofRank(x.count() - 1));
    }
    Size index = given.size(2);
    Size whole = x.sizes().get(place);
    Size left = whole.minus(Size.of(1)).minus(index);
    Size before = whole.plus(index);
    if ((left.isKnown() && left.most() < 0 && index.least() >= 0)
        || (before.isKnown() && before.most() < 0)) {
      throw new ShapeMismatch(Reason.PLACES, 1, index, given.size(1), x);
    }
    return tensor(x.without(place));
  }

  static Value indexSelect(Operands given) {
    Dims x = given.dims(0);
    Dims index = given.dims(2);
    if (index.count() > 1) {
      throw new ShapeMismatch(Reason.RANK, index, index.count(), 1);
    }
    int place = Operands.place(x, given.size(1));
    Size count = index.open() ? Size.UNKNOWN : Dims.product(index.sizes());
    return tensor(place < 0 ? DimensionRules.lost(x) : x.with(place, count));
  }

  static Value gather(Operands given) {
    sameRank(given.dims(0), given.dims(2));
    Operands.place(given.dims(0), given.size(1));
    return given.value(2);
  }

  static Value scatter(Operands given) {
    sameRank(given.dims(0), given.dims(2));
    sameRank(given.dims(0), given.dims(3));
    Operands.place(given.dims(0), given.size(1));
    return given.value(0);
  }

  private static void sameRank(Dims x, Dims index) {
    if (!x.open() && !index.open() && x.count() != index.count()) {
      throw new ShapeMismatch(Reason.RANK, index, index.count(), x.count());
    }
  }

  static Value embedding(Operands given) {
    Dims table = Operands.ofRank(given.dims(0), 2);
    Dims ids = given.dims(1);
    return tensor(ids.inserting(ids.count(), table.fromEnd(1)));
  }

  static Value oneHot(Operands given) {
    Dims ids = given.dims(0);
    return tensor(ids.inserting(ids.count(), given.size(1)));
  }

  static Value topk(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(2));
    if (place < 0) {
      return tensor(x.open() ? DimensionRules.lost(x) : x);
    }
    Size left = x.sizes().get(place).minus(given.size(1));
    if (left.isKnown() && left.most() < 0) {
      throw new ShapeMismatch(Reason.PLACES, given.size(1), 0, given.size(2), x);
    }
    return tensor(x.with(place, given.size(1)));
  }

  static Value pad(Operands given) {
    List<Size> padding = given.sizes(1);
    if (padding == null || padding.size() % 2 != 0) {
      return tensor(DimensionRules.lost(given.dims(0)));
    }
    Dims x = Operands.atLeast(given.dims(0), padding.size() / 2);
    for (int pair = 0; 2 * pair < padding.size(); pair++) {
      int place = x.count() - 1 - pair;
      Size more = padding.get(2 * pair).plus(padding.get(2 * pair + 1));
      x = x.with(place, x.sizes().get(place).plus(more));
    }
    return tensor(x);
  }

  static Value resample(Operands given) {
    List<Size> sizes = given.sizes(1);
    if (sizes == null) {
      return tensor(DimensionRules.lost(given.dims(0)));
    }
    Dims x = Operands.atLeast(given.dims(0), sizes.size());
    for (int i = 0; i < sizes.size(); i++) {
      x = x.with(x.count() - sizes.size() + i, sizes.get(i));
    }
    return tensor(x);
  }

  static Value pixelShuffle(Operands given) {
    Dims x = Operands.atLeast(given.dims(0), 3);
    Size factor = given.size(1);
    Size square = factor.times(factor);
    Size channels = x.fromEnd(3);
    if (channels.minus(square.times(Size.of(new Symbol("k")))).isNever(0)) {
      throw new ShapeMismatch(Reason.MULTIPLE, channels, x, square);
    }
    int lead = x.count() - 3;
    return tensor(
        x.with(lead, channels.over(square))
            .with(lead + 1, x.fromEnd(2).times(factor))
            .with(lead + 2, x.fromEnd(1).times(factor)));
  }
}
