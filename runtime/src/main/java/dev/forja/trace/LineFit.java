package dev.forja.trace;

import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Real;
import dev.forja.trace.Formula.Root;
import dev.forja.trace.Formula.Size;
import dev.forja.trace.Formula.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds an integer as a function of a single other integer. It tries the functions of {@link
 * OneSize}; then two quotients, remainders, minima or maxima, one of them applied to the other; and
 * then the same functions with the variable limited by a bound.
 */
final class LineFit {
  /** The variable of the formulas that are found here; {@link #of} replaces it. */
  static final Formula VARIABLE = new Size(0, "n");

  private static final int DIVISORS = 9;
  private static final int BOUNDS = 24;
  private static final int FACTORS = 3;

  /** The number of values that decide which formulas are checked against all values. */
  private static final int PROBES = 24;

  /** All nested formulas that are tried; each is a function of {@link #VARIABLE}. */
  private static final List<Formula> NESTED = nested();

  private LineFit() {}

  /** A formula of the values in {@link #VARIABLE}; null if none is found. */
  static @Nullable Formula fit(NavigableMap<Integer, Long> values) {
    Formula formula = plain(values);
    formula = formula == null ? saturated(values) : formula;
    return formula != null && holds(formula, values) ? formula : null;
  }

  /** A function of the minimum or the maximum of the variable and a constant. */
  private static @Nullable Formula saturated(NavigableMap<Integer, Long> values) {
    int last = values.lastKey();
    while (values.lowerKey(last) != null
        && values.lastEntry().getValue().equals(values.get(values.lowerKey(last)))) {
      last = values.lowerKey(last);
    }
    if (last < values.lastKey()) {
      Formula below = plain(new TreeMap<>(values.headMap(last, true)));
      if (below != null) {
        return of(below, new Apply(Function.MIN, VARIABLE, new Whole(last)));
      }
    }
    int first = values.firstKey();
    while (values.higherKey(first) != null
        && values.firstEntry().getValue().equals(values.get(values.higherKey(first)))) {
      first = values.higherKey(first);
    }
    Formula above =
        first == values.firstKey() ? null : plain(new TreeMap<>(values.tailMap(first, true)));
    return above == null ? null : of(above, new Apply(Function.MAX, VARIABLE, new Whole(first)));
  }

  private static @Nullable Formula plain(NavigableMap<Integer, Long> values) {
    Formula formula = OneSize.fit(values);
    if (formula != null && holds(formula, values)) {
      return formula;
    }
    List<Integer> places = probes(values);
    double[] numbers = places.stream().mapToDouble(values::get).toArray();
    long[] variable = places.stream().mapToLong(Integer::longValue).toArray();
    for (Formula nested : NESTED) {
      long[] at = places.stream().mapToLong(nested::wholeAt).toArray();
      long[] factors = Combination.of(new long[][] {at, variable}, numbers);
      if (factors != null) {
        Formula sum =
            Formula.sum(factors[2], new long[] {factors[0], factors[1]}, List.of(nested, VARIABLE));
        if (holds(sum, values)) {
          return sum;
        }
      }
    }
    return null;
  }

  private static boolean holds(Formula formula, NavigableMap<Integer, Long> values) {
    for (Map.Entry<Integer, Long> each : values.entrySet()) {
      if (formula.wholeAt(each.getKey()) != each.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** The first values, among which most changes occur, and a selection of the others. */
  private static List<Integer> probes(NavigableMap<Integer, Long> values) {
    List<Integer> all = new ArrayList<>(values.keySet());
    if (all.size() <= PROBES) {
      return all;
    }
    List<Integer> probes = new ArrayList<>(all.subList(0, PROBES / 2));
    for (int i = 1; i <= PROBES / 2; i++) {
      probes.add(all.get(PROBES / 2 + (all.size() - 1 - PROBES / 2) * i / (PROBES / 2)));
    }
    return probes;
  }

  private static List<Formula> nested() {
    List<Formula> inner = new ArrayList<>();
    for (int factor = 1; factor <= FACTORS; factor++) {
      steps(Formula.times(factor, VARIABLE), factor == 1, inner);
    }
    List<Formula> all = new ArrayList<>(inner);
    for (Formula each : inner) {
      steps(each, false, all);
    }
    return List.copyOf(all);
  }

  private static void steps(Formula of, boolean bounds, List<Formula> into) {
    for (int divisor = 2; divisor <= DIVISORS; divisor++) {
      for (int shift = 0; shift < divisor; shift++) {
        Formula shifted = Formula.sum(of, new Whole(shift));
        into.add(new Apply(Function.MOD, shifted, new Whole(divisor)));
        if (shift == 0 || shift == divisor - 1) {
          into.add(new Apply(Function.FLOOR_DIV, shifted, new Whole(divisor)));
        }
      }
    }
    for (int bound = 1; bound <= (bounds ? BOUNDS : DIVISORS); bound++) {
      into.add(new Apply(Function.MIN, of, new Whole(bound)));
      into.add(new Apply(Function.MAX, of, new Whole(bound)));
    }
  }

  /** Replaces {@link #VARIABLE} in a formula by another formula. */
  static Formula of(Formula formula, Formula variable) {
    return switch (formula) {
      case Size _ -> variable;
      case Whole _, Real _ -> formula;
      case Root(var root) -> new Root(of(root, variable));
      case Apply(var function, var a, var b) ->
          new Apply(function, of(a, variable), of(b, variable));
    };
  }
}
