package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lower bounds of sizes, derived from those of their atoms. */
final class SizeBounds {
  private static final int MOST_QUOTIENTS = 3;

  private SizeBounds() {}

  /** The least value that a size can have; {@link Size#UNBOUNDED} if none is known. */
  static long least(Size size) {
    return least(size, MOST_QUOTIENTS);
  }

  /**
   * The least value, where a quotient {@code a / k} in a negative term is replaced: the sum times k
   * is no less than the one in which {@code k * (a / k)} is a. This holds only if the other factors
   * of the term are not negative.
   */
  private static long least(Size size, int quotients) {
    long least = leastOfTerms(size);
    if (least != Size.UNBOUNDED || !size.isKnown() || quotients == 0) {
      return least;
    }
    for (Map.Entry<List<Atom>, Long> term : size.terms().entrySet()) {
      for (Atom atom : term.getValue() < 0 ? term.getKey() : List.<Atom>of()) {
        List<Atom> others = new ArrayList<>(term.getKey());
        others.remove(atom);
        if (atom instanceof Atom.Quotient(Size dividend, Size divisor)
            && leastOfTerms(dividend) >= 0
            && leastOfTerms(divisor) > 0
            && others.stream().allMatch(other -> other.least() >= 0)) {
          Size without = size.minus(Size.of(term.getKey(), term.getValue()));
          Size replaced = Size.of(others, term.getValue()).times(dividend);
          long scaled = least(without.times(divisor).plus(replaced), quotients - 1);
          Long by = divisor.constant();
          return scaled <= 0 ? scaled : by == null ? 1 : Math.ceilDiv(scaled, by);
        }
      }
    }
    return Size.UNBOUNDED;
  }

  private static long leastOfTerms(Size size) {
    long sum = size.isKnown() ? 0 : Size.UNBOUNDED;
    for (Map.Entry<List<Atom>, Long> term : size.terms().entrySet()) {
      long product = term.getValue();
      for (Atom atom : term.getKey()) {
        long least = atom.least();
        if (product < 0 || least < 0 || least > Integer.MAX_VALUE) {
          return Size.UNBOUNDED;
        }
        product = Math.min(product * least, Integer.MAX_VALUE * 2L);
      }
      sum += product;
    }
    return sum;
  }
}
