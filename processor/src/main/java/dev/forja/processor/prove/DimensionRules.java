package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The shape rules of functions of whole dimensions. */
final class DimensionRules {
  /** The most parts of a dimension that are described one by one. */
  static final int MOST_PARTS = 64;

  private DimensionRules() {}

  static Value reduce(Operands given) {
    Dims x = given.dims(0);
    List<Size> dims = given.sizes(1);
    Boolean keep = given.truth(2);
    if (dims == null || keep == null) {
      return tensor(Boolean.TRUE.equals(keep) && !x.open() ? Dims.ofRank(x.count()) : Dims.UNKNOWN);
    }
    if (dims.isEmpty()) {
      return tensor(
          !keep
              ? Dims.of()
              : new Dims(x.open(), Collections.nCopies(x.open() ? 0 : x.count(), Size.of(1))));
    }
    TreeSet<Integer> places = new TreeSet<>(Collections.reverseOrder());
    for (Size dim : dims) {
      int place = Operands.place(x, dim);
      if (place < 0) {
        return tensor(
            !x.open() && x.count() == 0
                ? x
                : keep && !x.open() ? Dims.ofRank(x.count()) : Dims.UNKNOWN);
      }
      if (!places.add(place)) {
        throw new ShapeMismatch(Reason.TWICE, dim, x);
      }
    }
    Dims result = x;
    for (int place : places) {
      result = keep ? result.with(place, Size.of(1)) : result.without(place);
    }
    return tensor(result);
  }

  static Value halved(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    if (place < 0) {
      return tensor(lost(x));
    }
    Size size = x.sizes().get(place);
    if (size.minus(Size.of(new Symbol("k")).times(Size.of(2))).isNever(0)) {
      throw new ShapeMismatch(Reason.MULTIPLE, size, x, 2);
    }
    return tensor(x.with(place, size.over(Size.of(2))));
  }

  /** A shape with as many dimensions, of unknown sizes. */
  static Dims lost(Dims x) {
    return x.open() ? Dims.UNKNOWN : Dims.ofRank(x.count());
  }

  static Value unsized(Operands given) {
    return tensor(lost(given.dims(0)));
  }

  static Value permute(Operands given) {
    List<Size> dims = given.sizes(1);
    if (dims == null) {
      return tensor(lost(given.dims(0)));
    }
    Dims x = Operands.ofRank(given.dims(0), dims.size());
    List<Size> sizes = new ArrayList<>();
    TreeSet<Integer> places = new TreeSet<>();
    for (Size dim : dims) {
      int place = Operands.place(x, dim);
      if (place >= 0 && !places.add(place)) {
        throw new ShapeMismatch(Reason.TWICE, dim, x);
      }
      sizes.add(place < 0 ? Size.UNKNOWN : x.sizes().get(place));
    }
    return tensor(Dims.of(sizes));
  }

  static Value transpose(Operands given) {
    Dims x = given.dims(0);
    if (!x.open() && x.count() == 0) {
      return given.value(0);
    }
    int first = Operands.place(x, given.size(1));
    int second = Operands.place(x, given.size(2));
    if (first < 0 || second < 0) {
      return tensor(lost(x));
    }
    Size moved = x.sizes().get(first);
    return tensor(x.with(first, x.sizes().get(second)).with(second, moved));
  }

  static Value unsqueeze(Operands given) {
    Dims x = given.dims(0);
    Long dim = given.size(1).constant();
    if (dim == null) {
      return tensor(x.open() ? Dims.UNKNOWN : Dims.ofRank(x.count() + 1));
    }
    if (x.open()) {
      if (dim == 0) {
        return tensor(x);
      }
      return tensor(
          dim < 0 && -dim <= x.count() + 1
              ? x.inserting((int) (x.count() + 1 + dim), Size.of(1))
              : Dims.UNKNOWN);
    }
    int rank = x.count() + 1;
    if (dim < -rank || dim >= rank) {
      throw new ShapeMismatch(Reason.DIMENSION, x, dim);
    }
    return tensor(x.inserting((int) (dim < 0 ? dim + rank : dim), Size.of(1)));
  }

  static Value squeeze(Operands given) {
    Dims x = given.dims(0);
    List<Size> dims = given.sizes(1);
    if (dims == null) {
      return tensor(Dims.UNKNOWN);
    }
    TreeSet<Integer> places = new TreeSet<>();
    boolean known = !dims.isEmpty() || !x.open();
    for (Size dim : dims) {
      int place = Operands.place(x, dim);
      if (place >= 0 && !places.add(place)) {
        throw new ShapeMismatch(Reason.TWICE, dim, x);
      }
      known &= place >= 0;
    }
    if (!known) {
      return tensor(!x.open() && x.count() == 0 ? x : Dims.UNKNOWN);
    }
    List<Size> left = new ArrayList<>();
    boolean open = x.open();
    for (int place = 0; place < x.count(); place++) {
      Size size = x.sizes().get(place);
      if (!(dims.isEmpty() || places.contains(place)) || size.isNever(1)) {
        left.add(size);
      } else if (!size.is(1)) {
        left.clear();
        open = true;
      }
    }
    return tensor(new Dims(open, List.copyOf(left)));
  }

  static Value diagonal(Operands given) {
    Dims x = given.dims(0);
    if (!x.open() && x.count() < 2) {
      throw new ShapeMismatch(Reason.RANK_LEAST, x, x.count(), 2);
    }
    int first = Operands.place(x, given.size(1));
    int second = Operands.place(x, given.size(2));
    if (first < 0 || second < 0) {
      return tensor(Dims.UNKNOWN);
    }
    if (first == second) {
      throw new ShapeMismatch(Reason.TWICE, given.size(1), x);
    }
    Size least = shifted(x.sizes().get(first), x.sizes().get(second), given);
    Dims rest = x.without(Math.max(first, second)).without(Math.min(first, second));
    return tensor(rest.inserting(rest.count(), least));
  }

  /** The length of a diagonal; an offset above 0 leaves out columns, one below 0 rows. */
  private static Size shifted(Size rows, Size columns, Operands given) {
    Long offset = given.count() < 4 ? Long.valueOf(0) : given.size(3).constant();
    if (offset == null) {
      return Size.UNKNOWN;
    }
    Size by = Size.of(Math.abs(offset));
    return offset == 0
        ? rows.min(columns)
        : offset > 0
            ? rows.min(columns.minus(by).max(Size.of(0)))
            : columns.min(rows.minus(by).max(Size.of(0)));
  }

  static Value repeat(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(2));
    return tensor(place < 0 ? lost(x) : x.with(place, x.sizes().get(place).times(given.size(1))));
  }

  static Value resize(Operands given) {
    Dims x = given.dims(0);
    Long dim = given.size(1).constant();
    if (dim != null && dim < 0 && x.open()) {
      x = Operands.atLeast(x, (int) -dim);
    }
    int place = Operands.place(x, given.size(1));
    return tensor(place < 0 ? lost(x) : x.with(place, given.size(2)));
  }

  static Value split(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(2));
    Size whole = place < 0 ? Size.UNKNOWN : x.sizes().get(place);
    if (given.value(1) instanceof Value.Int(Size size)) {
      return parts(x, place, whole, size);
    }
    List<Size> sizes = given.sizes(1);
    if (sizes == null) {
      return new Value.Repeated(tensor(place < 0 ? lost(x) : x.with(place, Size.UNKNOWN)));
    }
    Size sum = sizes.stream().reduce(Size.of(0), Size::plus);
    if (sum.isNever(whole)) {
      throw new ShapeMismatch(Reason.PARTS, sizes, given.size(2), x);
    }
    return new Value.Items(
        sizes.stream().map(size -> tensor(place < 0 ? lost(x) : x.with(place, size))).toList(),
        false);
  }

  static Value chunk(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(2));
    Size whole = place < 0 ? Size.UNKNOWN : x.sizes().get(place);
    Long count = given.size(1).constant();
    Long length = whole.constant();
    if (count == null || count < 1) {
      return new Value.Repeated(tensor(place < 0 ? lost(x) : x.with(place, Size.UNKNOWN)));
    }
    Size size = length != null ? Size.of((length + count - 1) / count) : whole.over(Size.of(count));
    boolean even = size.times(Size.of(count)).isAlways(whole);
    return parts(x, place, whole, length != null || even ? size : Size.UNKNOWN);
  }

  private static Value parts(Dims x, int place, Size whole, Size size) {
    Long length = whole.constant();
    Long each = size.constant();
    List<Value> items = new ArrayList<>();
    if (length != null && each != null && each > 0 && length <= each * MOST_PARTS) {
      for (long from = 0; from < length; from += each) {
        items.add(tensor(x.with(place, Size.of(Math.min(each, length - from)))));
      }
      return new Value.Items(items, false);
    }
    Size count = whole.over(size);
    Long parts = count.constant();
    if (parts != null && parts <= MOST_PARTS && count.times(size).isAlways(whole)) {
      return new Value.Items(
          Collections.nCopies((int) (long) parts, tensor(x.with(place, size))), false);
    }
    return new Value.Repeated(tensor(place < 0 ? lost(x) : x.with(place, Size.UNKNOWN)));
  }

  static Value unbind(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(1));
    if (place < 0) {
      return new Value.Repeated(
          tensor(x.open() || x.count() == 0 ? Dims.UNKNOWN : Dims.ofRank(x.count() - 1)));
    }
    Long count = x.sizes().get(place).constant();
    Value part = tensor(x.without(place));
    return count != null && count <= MOST_PARTS
        ? new Value.Items(Collections.nCopies((int) (long) count, part))
        : new Value.Repeated(part);
  }

  static Value cat(Operands given) {
    if (!(given.value(1) instanceof Value.Items(List<Value> items, _)) || items.isEmpty()) {
      Value element = Value.element(given.value(1));
      Dims x = Operands.dimsOf(element == null ? Value.UNKNOWN : element);
      int place = Operands.place(x, given.size(0));
      return tensor(place < 0 ? lost(x) : x.with(place, Size.UNKNOWN));
    }
    Dims x = Operands.dimsOf(items.getFirst());
    for (Value item : items) {
      Dims other = Operands.dimsOf(item);
      if (!x.open() && !other.open() && x.count() != other.count()) {
        throw new ShapeMismatch(Reason.RANK, other, other.count(), x.count());
      }
      x = x.open() && !other.open() ? Operands.ofRank(x, other.count()) : x;
    }
    int at = Operands.place(x, given.size(0));
    if (at < 0) {
      return tensor(lost(x));
    }
    int fromEnd = x.count() - at;
    Size sum = Size.of(0);
    Dims result = x;
    for (Value item : items) {
      Dims other = Operands.dimsOf(item);
      sum = sum.plus(other.fromEnd(fromEnd));
      for (int place = 1; place <= Math.min(x.count(), other.count()); place++) {
        if (place != fromEnd && result.fromEnd(place).isNever(other.fromEnd(place))) {
          throw new ShapeMismatch(
              Reason.SIZES, result, other, result.fromEnd(place), other.fromEnd(place));
        }
      }
      result = result.meet(other);
    }
    return tensor(result.with(at, sum));
  }

  static Value stack(Operands given) {
    Value all = given.value(1);
    Value first = Value.element(all);
    if (!(all instanceof Value.Items(List<Value> items, _)) || items.isEmpty()) {
      Dims x = Operands.dimsOf(first == null ? Value.UNKNOWN : first);
      return unsqueezed(x, given, Size.UNKNOWN);
    }
    Dims x = Operands.dimsOf(items.getFirst());
    for (Value item : items) {
      Operands pair = new Operands(List.of(tensor(x), item), given.functions());
      x = Operands.dimsOf(ElementRules.alike(pair));
    }
    return unsqueezed(x, given, Size.of(items.size()));
  }

  private static Value unsqueezed(Dims x, Operands given, Size size) {
    Operands one = new Operands(List.of(tensor(x), given.value(0)), given.functions());
    Dims result = Operands.dimsOf(unsqueeze(one));
    Long dim = given.size(0).constant();
    if (dim == null || result.count() != x.count() + 1) {
      return tensor(result.open() ? Dims.UNKNOWN : Dims.ofRank(result.count()));
    }
    return tensor(result.with((int) (dim < 0 ? dim + result.count() : dim), size));
  }
}
