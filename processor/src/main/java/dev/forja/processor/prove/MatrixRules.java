package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The shape rules of systems of equations, of diagonals, and of contracted and tiled tensors. */
final class MatrixRules {
  private MatrixRules() {}

  /** Matrices x and right sides y, which are vectors or have columns. */
  static Value solve(Operands given) {
    Dims x = Operands.atLeast(given.dims(0), 2);
    Dims y = Operands.atLeast(given.dims(1), 1);
    if (!y.open() && y.count() == 1) {
      if (x.fromEnd(1).isNever(y.fromEnd(1))) {
        throw new ShapeMismatch(Reason.INNER, x, y, x.fromEnd(1), y.fromEnd(1));
      }
      return tensor(x.without(x.count() - 1));
    }
    boolean columns = !x.open() && !y.open() && y.count() != x.count() - 1;
    return columns ? ProductRules.matmul(given) : tensor(Dims.UNKNOWN);
  }

  /** A vector as a diagonal, or the diagonal of a matrix. */
  static Value diag(Operands given) {
    Dims x = given.dims(0);
    if (x.open()) {
      return tensor(Dims.UNKNOWN);
    }
    if (x.count() < 1 || x.count() > 2) {
      throw new ShapeMismatch(Reason.RANK_RANGE, x, x.count(), 1, 2);
    }
    if (x.count() == 2) {
      Value first = new Value.Int(Size.of(0));
      Value second = new Value.Int(Size.of(1));
      List<Value> all = List.of(tensor(x), first, second, given.value(1));
      return DimensionRules.diagonal(new Operands(all, given.functions()));
    }
    Size size = embedded(x, given.size(1));
    return tensor(Dims.of(size, size));
  }

  private static Size embedded(Dims x, Size offset) {
    Long by = offset.constant();
    return by == null ? Size.UNKNOWN : x.fromEnd(1).plus(Size.of(Math.abs(by)));
  }

  static Value diagEmbed(Operands given) {
    Dims x = given.dims(0);
    if (x.open() || x.count() == 0) {
      return tensor(Dims.UNKNOWN);
    }
    Dims result = Dims.ofRank(x.count() + 1);
    int first = Operands.place(result, given.size(2));
    int second = Operands.place(result, given.size(3));
    if (first < 0 || second < 0) {
      return tensor(result);
    }
    if (first == second) {
      throw new ShapeMismatch(Reason.TWICE, given.size(2), result);
    }
    Size size = embedded(x, given.size(1));
    int lead = 0;
    for (int place = 0; place < result.count(); place++) {
      boolean own = place != first && place != second;
      result = result.with(place, own ? x.sizes().get(lead++) : size);
    }
    return tensor(result);
  }

  static Value tile(Operands given) {
    Dims x = given.dims(0);
    List<Size> times = given.sizes(1);
    if (times == null || (x.open() && x.count() < times.size())) {
      return tensor(Dims.UNKNOWN);
    }
    List<Size> sizes = new ArrayList<>();
    for (int place = Math.max(x.count(), times.size()); place > 0; place--) {
      Size own = place > x.count() ? Size.of(1) : x.fromEnd(place);
      boolean repeated = place <= times.size();
      sizes.add(repeated ? own.times(times.get(times.size() - place)) : own);
    }
    return tensor(new Dims(x.open(), List.copyOf(sizes)));
  }

  /** Sums over pairs of dimensions: lists of both, or how many last and first ones there are. */
  static Value tensordot(Operands given) {
    Dims x = given.dims(0);
    Dims y = given.dims(1);
    List<Size> own = given.sizes(2);
    List<Size> others = given.sizes(3);
    if (given.count() == 3) {
      Long count = given.size(2).constant();
      if (count == null || count < 0 || count > Math.min(x.count(), y.count())) {
        return tensor(Dims.UNKNOWN);
      }
      own = LongStream.range(-count, 0).mapToObj(Size::of).toList();
      others = LongStream.range(0, count).mapToObj(Size::of).toList();
    }
    if (own == null || others == null || x.open() || y.open() || own.size() != others.size()) {
      return tensor(Dims.UNKNOWN);
    }
    TreeSet<Integer> left = new TreeSet<>();
    TreeSet<Integer> right = new TreeSet<>();
    for (int pair = 0; pair < own.size(); pair++) {
      int a = Operands.place(x, own.get(pair));
      int b = Operands.place(y, others.get(pair));
      if (a < 0 || b < 0) {
        return tensor(Dims.UNKNOWN);
      }
      if (x.sizes().get(a).isNever(y.sizes().get(b))) {
        throw new ShapeMismatch(Reason.INNER, x, y, x.sizes().get(a), y.sizes().get(b));
      }
      left.add(a);
      right.add(b);
    }
    List<Size> sizes = new ArrayList<>();
    addOthers(sizes, x, left);
    addOthers(sizes, y, right);
    return tensor(Dims.of(sizes));
  }

  private static void addOthers(List<Size> sizes, Dims x, Set<Integer> places) {
    for (int place = 0; place < x.count(); place++) {
      if (!places.contains(place)) {
        sizes.add(x.sizes().get(place));
      }
    }
  }

  /** The grids of axes, each of which has all dimensions. */
  static Value meshgrid(Operands given) {
    if (!(given.value(0) instanceof Value.Items(List<Value> items, _))) {
      return Value.UNKNOWN;
    }
    List<Size> sizes = items.stream().map(axis -> Operands.dimsOf(axis).elements()).toList();
    return new Value.Items(Collections.nCopies(items.size(), tensor(Dims.of(sizes))));
  }

  static Value movedim(Operands given) {
    Dims x = given.dims(0);
    List<Size> from = given.sizes(1);
    List<Size> to = given.sizes(2);
    if (x.open() || from == null || to == null || from.size() != to.size()) {
      return tensor(DimensionRules.lost(x));
    }
    List<Size> sizes = new ArrayList<>(Collections.nCopies(x.count(), Size.UNKNOWN));
    TreeSet<Integer> left = new TreeSet<>();
    TreeSet<Integer> right = new TreeSet<>();
    for (int pair = 0; pair < from.size(); pair++) {
      int a = Operands.place(x, from.get(pair));
      int b = Operands.place(x, to.get(pair));
      if (a < 0 || b < 0 || !left.add(a) || !right.add(b)) {
        return tensor(DimensionRules.lost(x));
      }
      sizes.set(b, x.sizes().get(a));
    }
    int next = 0;
    for (int place = 0; place < x.count(); place++) {
      if (!right.contains(place)) {
        while (left.contains(next)) {
          next++;
        }
        sizes.set(place, x.sizes().get(next++));
      }
    }
    return tensor(Dims.of(sizes));
  }

  /** Parts of a dimension whose sizes differ by one at most. */
  static Value tensorSplit(Operands given) {
    Dims x = given.dims(0);
    int place = Operands.place(x, given.size(2));
    Long count = given.size(1).constant();
    Size whole = place < 0 ? Size.UNKNOWN : x.sizes().get(place);
    Long length = whole.constant();
    if (count == null || count < 1 || count > DimensionRules.MOST_PARTS) {
      return new Value.Repeated(
          tensor(place < 0 ? DimensionRules.lost(x) : x.with(place, Size.UNKNOWN)));
    }
    Size even = whole.over(Size.of(count));
    boolean exact = even.times(Size.of(count)).isAlways(whole);
    List<Value> parts = new ArrayList<>();
    for (long part = 0; part < count; part++) {
      Size size =
          length != null
              ? Size.of(length / count + (part < length % count ? 1 : 0))
              : exact ? even : Size.UNKNOWN;
      parts.add(tensor(place < 0 ? DimensionRules.lost(x) : x.with(place, size)));
    }
    return new Value.Items(parts, false);
  }
}
