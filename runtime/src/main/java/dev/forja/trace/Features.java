package dev.forja.trace;

import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * The building blocks of formulas: integers that are computed from sizes in one or two steps. They
 * are the sizes, their products, sums and differences in pairs, and the quotients, remainders,
 * minima and maxima of these with small constants.
 */
final class Features {
  /** A formula, and its values at the probes. */
  record Feature(Formula formula, long[] values) {}

  private static final int SMALL = 8;
  private static final int LARGE = 64;

  private final List<int[]> probes;
  private final List<Feature> small = new ArrayList<>();
  private final List<Feature> all = new ArrayList<>();

  /**
   * @param probes sizes at which the features are computed
   */
  Features(List<Dim> dims, List<Formula> sizes, List<int[]> probes) {
    this.probes = probes;
    for (int i = 0; i < dims.size(); i++) {
      add(sizes.get(i), true);
      shared(sizes.get(i), Math.min(dims.get(i).most(), LARGE), dims.get(i).least());
    }
    for (int i = 0; i < dims.size(); i++) {
      for (int k = 0; k < dims.size(); k++) {
        if (i != k) {
          pair(sizes.get(i), sizes.get(k), dims.get(k).least() > 0, i < k);
        }
      }
    }
    for (int i = 0; i + 2 < dims.size(); i++) {
      Formula two = new Apply(Function.MUL, sizes.get(i), sizes.get(i + 1));
      add(new Apply(Function.MUL, two, sizes.get(i + 2)), true);
    }
  }

  /** Adds the quotients, remainders and bounds of one size. */
  private void shared(Formula size, int most, int least) {
    quotients(size, LARGE);
    for (int bound = least + 1; bound < most; bound++) {
      add(new Apply(Function.MIN, size, new Whole(bound)), true);
      add(new Apply(Function.MAX, size, new Whole(bound)), true);
    }
    add(new Apply(Function.MUL, size, size), true);
    for (int factor = 2; factor <= 5; factor++) {
      quotients(Formula.times(factor, size), 2 * SMALL);
    }
  }

  private void pair(Formula one, Formula other, boolean divides, boolean first) {
    if (divides) {
      add(new Apply(Function.FLOOR_DIV, one, other), true);
      add(new Apply(Function.MOD, one, other), true);
      Formula up = new Apply(Function.SUB, new Apply(Function.ADD, one, other), new Whole(1));
      add(new Apply(Function.FLOOR_DIV, up, other), true);
    }
    if (first) {
      add(new Apply(Function.MIN, one, other), true);
      add(new Apply(Function.MAX, one, other), true);
      for (Function function : new Function[] {Function.MUL, Function.ADD}) {
        Formula both = new Apply(function, one, other);
        add(both, true);
        quotients(both, LARGE);
      }
    }
    quotients(new Apply(Function.SUB, one, other), 2 * SMALL);
  }

  private void quotients(Formula of, int most) {
    for (int divisor = 2; divisor <= most; divisor++) {
      for (int shift = 0; shift < divisor; shift += divisor <= 2 * SMALL ? 1 : divisor - 1) {
        Formula shifted = Formula.sum(of, new Whole(shift));
        boolean often = divisor <= SMALL && (of instanceof Formula.Size || shift == 0);
        add(new Apply(Function.FLOOR_DIV, shifted, new Whole(divisor)), often);
        add(new Apply(Function.MOD, shifted, new Whole(divisor)), often);
      }
    }
  }

  private void add(Formula formula, boolean often) {
    long[] values = new long[probes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = formula.wholeAt(probes.get(i));
    }
    Feature feature = new Feature(formula, values);
    all.add(feature);
    if (often) {
      small.add(feature);
    }
  }

  /** All features, the simpler ones first. */
  List<Feature> all() {
    return all;
  }

  /** The features that are worth trying in pairs. */
  List<Feature> small() {
    return small;
  }
}
