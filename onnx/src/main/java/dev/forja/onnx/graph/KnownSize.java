package dev.forja.onnx.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A size as far as it is known before a call: a number, times sizes that only a call tells.
 * Immutable, so any thread may read it.
 *
 * @param factor the number
 * @param of the sizes, in order
 */
public record KnownSize(long factor, List<Sym> of) {
  /**
   * A size that only a call tells. Immutable, so any thread may read it.
   *
   * @param slot a value that has this size
   * @param axis its dimension
   */
  public record Sym(int slot, int axis) {}

  private static final int MOST = 4;

  /** Puts the sizes into order. */
  public KnownSize {
    of =
        of.stream().sorted(Comparator.comparingInt(Sym::slot).thenComparingInt(Sym::axis)).toList();
  }

  static KnownSize of(long size) {
    return new KnownSize(size, List.of());
  }

  static KnownSize of(int slot, int axis) {
    return new KnownSize(1, List.of(new Sym(slot, axis)));
  }

  /** Whether it is a number. */
  public boolean isKnown() {
    return of.isEmpty();
  }

  /** Whether it is this number. */
  public boolean isNumber(long size) {
    return of.isEmpty() && factor == size;
  }

  /** The product; null if it is too large for this form. */
  @Nullable KnownSize times(KnownSize other) {
    if (factor == 0 || other.factor == 0) {
      return of.isEmpty() || other.of.isEmpty() ? of(0) : null;
    }
    List<Sym> all = new ArrayList<>(of);
    all.addAll(other.of);
    long high = Math.multiplyHigh(factor, other.factor);
    long product = factor * other.factor;
    return all.size() > MOST || (high != 0 && high != -1) || (high < 0) != (product < 0)
        ? null
        : new KnownSize(product, all);
  }
}
