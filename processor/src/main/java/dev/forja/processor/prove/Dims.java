package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shape of a tensor as far as it is known.
 *
 * @param open whether there may be dimensions before these
 * @param sizes the sizes, or the last ones if it is open
 */
record Dims(boolean open, List<Size> sizes) {
  /** A shape of which nothing is known. */
  static final Dims UNKNOWN = new Dims(true, List.of());

  static Dims of(Size... sizes) {
    return new Dims(false, List.of(sizes));
  }

  static Dims of(List<Size> sizes) {
    return new Dims(false, List.copyOf(sizes));
  }

  /** So many dimensions of unknown sizes. */
  static Dims ofRank(int rank) {
    return of(Stream.generate(() -> Size.UNKNOWN).limit(rank).toList());
  }

  /** How many dimensions there are at least; exactly so many if it is not open. */
  int count() {
    return sizes.size();
  }

  /** A size counted from the end, the last being 1; unknown where it is not named. */
  Size fromEnd(int place) {
    return place <= count() ? sizes.get(count() - place) : Size.UNKNOWN;
  }

  /** Whether a rank is known, and a size. */
  boolean isUseful() {
    return !open && (sizes.isEmpty() || sizes.stream().anyMatch(Size::isKnown));
  }

  /** With another size at a place, which is there. */
  Dims with(int place, Size size) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.set(place, size);
    return new Dims(open, List.copyOf(changed));
  }

  /** The same without a place. */
  Dims without(int place) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.remove(place);
    return new Dims(open, List.copyOf(changed));
  }

  /** With one more at a place. */
  Dims inserting(int place, Size size) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.add(place, size);
    return new Dims(open, List.copyOf(changed));
  }

  /** The number of elements; unknown if it is open. */
  Size elements() {
    return open ? Size.UNKNOWN : product(sizes);
  }

  static Size product(List<Size> sizes) {
    Size product = Size.of(1);
    for (Size size : sizes) {
      product = product.times(size);
    }
    return product;
  }

  /** What is true of both. */
  Dims join(Dims other) {
    int common = Math.min(count(), other.count());
    List<Size> joined = new ArrayList<>();
    for (int place = common; place > 0; place--) {
      Size size = fromEnd(place);
      joined.add(size.equals(other.fromEnd(place)) ? size : Size.UNKNOWN);
    }
    return new Dims(open || other.open || count() != other.count(), List.copyOf(joined));
  }

  /** What is known from either; both are true. */
  Dims meet(Dims other) {
    if (!other.open && count() > other.count()) {
      return this;
    }
    List<Size> met = new ArrayList<>();
    for (int place = open ? Math.max(count(), other.count()) : count(); place > 0; place--) {
      Size own = fromEnd(place);
      met.add(own.isKnown() ? own : other.fromEnd(place));
    }
    return new Dims(open && other.open, List.copyOf(met));
  }

  /** Says of its symbols that they are sizes. */
  Dims markPositive() {
    for (Size size : sizes) {
      Symbol symbol = size.symbol();
      if (symbol != null) {
        symbol.markPositive();
      }
    }
    return this;
  }

  /** As messages print it: {@code [..., n, 128]}. */
  String show() {
    return Stream.concat(open ? Stream.of("...") : Stream.of(), sizes.stream().map(Size::show))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
