package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.ArrayList;
import java.util.List;

/** The shape rules of functions that keep the order of the elements. */
final class ReshapeRules {
  private ReshapeRules() {}

  static Value reshape(Operands given) {
    Dims x = given.dims(0);
    List<Size> sizes = given.sizes(1);
    if (sizes == null) {
      return tensor(Dims.UNKNOWN);
    }
    Dims to = Dims.of(sizes).markPositive();
    int rest = -1;
    Size known = Size.of(1);
    for (int place = 0; place < sizes.size(); place++) {
      if (sizes.get(place).is(-1)) {
        rest = place;
      } else {
        known = known.times(sizes.get(place));
      }
    }
    Size count = x.elements();
    if (rest < 0) {
      if (count.isNever(known)) {
        throw new ShapeMismatch(Reason.COUNT, x, count, to);
      }
      return tensor(to);
    }
    if (count.minus(known.times(Size.of(new Symbol("k")))).isNever(0)) {
      throw new ShapeMismatch(Reason.REST, x, count, to);
    }
    return tensor(to.with(rest, count.over(known)));
  }

  static Value flatten(Operands given) {
    Dims x = given.dims(0);
    if (!x.open() && x.count() == 0) {
      return tensor(Dims.of(Size.of(1)));
    }
    if (x.open() && given.size(1).is(0) && given.size(2).is(-1)) {
      return tensor(Dims.ofRank(1));
    }
    int first = Operands.place(x, given.size(1));
    int last = Operands.place(x, given.size(2));
    if (first < 0 || last < 0) {
      return tensor(Dims.UNKNOWN);
    }
    if (first > last) {
      throw new ShapeMismatch(Reason.DIMENSION, x, given.size(1) + " .. " + given.size(2));
    }
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, first));
    sizes.add(Dims.product(x.sizes().subList(first, last + 1)));
    sizes.addAll(x.sizes().subList(last + 1, x.count()));
    return tensor(new Dims(x.open(), List.copyOf(sizes)));
  }

  static Value unflatten(Operands given) {
    Dims x = given.dims(0);
    List<Size> parts = given.sizes(2);
    int at = Operands.place(x, given.size(1));
    if (parts == null || at < 0) {
      return tensor(Dims.UNKNOWN);
    }
    Size own = x.sizes().get(at);
    Size known = Size.of(1);
    int rest = -1;
    for (int place = 0; place < parts.size(); place++) {
      if (parts.get(place).is(-1)) {
        rest = place;
      } else {
        known = known.times(parts.get(place));
      }
    }
    if (rest < 0 && own.isNever(known)) {
      throw new ShapeMismatch(Reason.COUNT, x, own, Dims.of(parts));
    }
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, at));
    for (int place = 0; place < parts.size(); place++) {
      sizes.add(place == rest ? own.over(known) : parts.get(place));
    }
    sizes.addAll(x.sizes().subList(at + 1, x.count()));
    return tensor(new Dims(x.open(), List.copyOf(sizes)));
  }

  static Value expand(Operands given) {
    Dims x = given.dims(0);
    List<Size> sizes = given.sizes(1);
    if (sizes == null) {
      return tensor(Dims.UNKNOWN);
    }
    Dims to = Dims.of(sizes).markPositive();
    if (x.count() > to.count()) {
      throw new ShapeMismatch(Reason.EXPAND, x, to);
    }
    List<Size> expanded = new ArrayList<>();
    for (int place = to.count(); place > 0; place--) {
      Size size = to.fromEnd(place);
      Size own = x.fromEnd(place);
      boolean fresh = !x.open() && place > x.count();
      boolean kept = size.is(-1);
      if (fresh ? kept : !kept && own.isNever(1) && own.isNever(size)) {
        throw new ShapeMismatch(Reason.EXPAND, x, to);
      }
      expanded.add(kept ? own : size);
    }
    return tensor(Dims.of(expanded));
  }

  static Value shape(Operands given) {
    List<Size> sizes = given.sizes(0);
    return tensor(sizes == null ? Dims.UNKNOWN : Dims.of(sizes));
  }

  static Value sized(Operands given) {
    List<Size> sizes = given.sizes(0);
    return sizes == null ? Value.UNKNOWN : new Value.Ints(sizes);
  }

  static Value sizes(Operands given) {
    Dims x = given.dims(0);
    return x.open() ? Value.UNKNOWN : new Value.Ints(x.sizes());
  }

  static Value size(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    return new Value.Int(place < 0 ? Size.UNKNOWN : x.sizes().get(place));
  }

  static Value rank(Operands given) {
    Dims x = given.dims(0);
    return new Value.Int(x.open() ? Size.UNKNOWN : Size.of(x.count()));
  }

  static Value count(Operands given) {
    return new Value.Int(given.dims(0).elements());
  }
}
