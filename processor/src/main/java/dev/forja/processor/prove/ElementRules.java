package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** The shape rules of elementwise functions. */
final class ElementRules {
  private ElementRules() {}

  static Value along(Operands given) {
    Operands.place(given.dims(0), given.size(1));
    return given.value(0);
  }

  static Value alike(Operands given) {
    Dims x = given.dims(0);
    Dims y = given.dims(1);
    if (given.isNull(1)) {
      return given.value(0);
    }
    if (!x.open() && !y.open() && x.count() != y.count()) {
      throw new ShapeMismatch(Reason.RANK, y, y.count(), x.count());
    }
    for (int place = Math.min(x.count(), y.count()); place > 0; place--) {
      if (x.fromEnd(place).isNever(y.fromEnd(place))) {
        throw new ShapeMismatch(Reason.SIZES, x, y, x.fromEnd(place), y.fromEnd(place));
      }
    }
    return tensor(x.meet(y));
  }

  static Value ranked(Operands given) {
    Dims x = given.dims(0);
    Long least = given.size(1).constant();
    Long most = given.size(2).constant();
    if (least != null && most != null) {
      if (x.count() > most || (!x.open() && x.count() < least)) {
        throw new ShapeMismatch(Reason.RANK_RANGE, x, x.count(), least, most);
      }
      if (least.equals(most)) {
        return tensor(Operands.ofRank(x, (int) (long) least));
      }
    }
    return given.value(0);
  }

  static Value broadcast(Operands given) {
    Dims result = Dims.of();
    for (Value value : given.values()) {
      if (!(value instanceof Value.Null)) {
        boolean sure = !(value instanceof Value.Tensor tensor) || !tensor.nullable();
        result = sure ? broadcast(result, Operands.dimsOf(value)) : Dims.UNKNOWN;
      }
    }
    return tensor(result);
  }

  static Value fills(Operands given) {
    Dims x = given.dims(0);
    if (!given.isNull(1)) {
      Dims y = given.dims(1);
      if (!x.open() && y.count() > x.count()) {
        throw new ShapeMismatch(Reason.EXPAND, y, x);
      }
      for (int place = Math.min(x.count(), y.count()); place > 0; place--) {
        Size size = y.fromEnd(place);
        if (size.isNever(1) && size.isNever(x.fromEnd(place))) {
          throw new ShapeMismatch(Reason.EXPAND, y, x);
        }
      }
    }
    return given.value(0);
  }

  static Dims broadcast(Dims x, Dims y) {
    List<Size> sizes = new ArrayList<>();
    for (int place = Math.max(x.count(), y.count()); place > 0; place--) {
      Size left = place <= x.count() ? x.fromEnd(place) : x.open() ? Size.UNKNOWN : Size.of(1);
      Size right = place <= y.count() ? y.fromEnd(place) : y.open() ? Size.UNKNOWN : Size.of(1);
      sizes.add(broadcast(left, right, x, y));
    }
    return new Dims(x.open() || y.open(), List.copyOf(sizes));
  }

  static Size broadcast(Size left, Size right, Dims x, Dims y) {
    if (left.isAlways(right) || right.is(1)) {
      return left;
    }
    if (left.is(1)) {
      return right;
    }
    if (left.isNever(1) && right.isNever(1)) {
      if (left.isNever(right)) {
        throw new ShapeMismatch(Reason.BROADCAST, x, y, left, right);
      }
      return left.constant() != null ? left : right;
    }
    return left.isNever(1) ? left : right.isNever(1) ? right : Size.UNKNOWN;
  }

  /** Whether a number is at least as large as another; unknown if that is not certain. */
  static Value atLeast(Operands given) {
    Value truth = Conditions.compare(Tree.Kind.GREATER_THAN_EQUAL, given.value(0), given.value(1));
    return truth == null ? Value.UNKNOWN : truth;
  }

  static Value reduction(Operands given) {
    return switch (given.value(0)) {
      case Value.Constant(String name) when name.equals("NONE") -> given.value(1);
      case Value.Constant(String name) when name.equals("MEAN") || name.equals("SUM") ->
          tensor(Dims.of());
      default -> tensor(Dims.UNKNOWN);
    };
  }
}
