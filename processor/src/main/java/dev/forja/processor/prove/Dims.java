package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known about the shape of a tensor.
 *
 * @param open whether there may be further leading dimensions
 * @param sizes the sizes, or the last ones if the shape is open
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

  /** A shape with a given number of dimensions of unknown sizes. */
  static Dims ofRank(int rank) {
    return of(Stream.generate(() -> Size.UNKNOWN).limit(rank).toList());
  }

  /** The minimum number of dimensions, or the exact number if the shape is not open. */
  int count() {
    return sizes.size();
  }

  /**
   * The size of a dimension counted from the end, the last being 1; unknown if it is not listed.
   */
  Size fromEnd(int place) {
    return place <= count() ? sizes.get(count() - place) : Size.UNKNOWN;
  }

  /** Whether the rank and at least one size are known. */
  boolean isUseful() {
    return !open && (sizes.isEmpty() || sizes.stream().anyMatch(Size::isKnown));
  }

  /** A copy with another size at an existing place. */
  Dims with(int place, Size size) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.set(place, size);
    return new Dims(open, List.copyOf(changed));
  }

  /** A copy without a place. */
  Dims without(int place) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.remove(place);
    return new Dims(open, List.copyOf(changed));
  }

  /** A copy with one more size at a place. */
  Dims inserting(int place, Size size) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.add(place, size);
    return new Dims(open, List.copyOf(changed));
  }

  /** The number of elements; unknown if the shape is open. */
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

  /** The facts that hold for both shapes. */
  Dims join(Dims other) {
    int common = Math.min(count(), other.count());
    List<Size> joined = new ArrayList<>();
    for (int place = common; place > 0; place--) {
      Size size = fromEnd(place);
      joined.add(size.equals(other.fromEnd(place)) ? size : Size.UNKNOWN);
    }
    return new Dims(open || other.open || count() != other.count(), List.copyOf(joined));
  }

  /** Combines the facts about one shape from two sources. */
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

  /** Learns that these are sizes of a tensor. */
  Dims markPositive() {
    sizes.forEach(Size::markPositive);
    return this;
  }

  /** The shape in the format of messages: {@code [..., n, 128]}. */
  String show() {
    return Stream.concat(open ? Stream.of("...") : Stream.of(), sizes.stream().map(Size::show))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
