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

  /** Multiples of {@link #VARIABLE}, the first of the {@link #STEPS}' bases. */
  private static final List<Formula> MULTIPLES = multiples();

  /** The steps of multiples, each of which is the base of further steps. */
  private static final List<Step> INNER = inner();

  /** All steps that are tried, the inner ones first. */
  private static final List<Step> STEPS = all();

  /** The largest number for which products of two are computed exactly. */
  private static final long EXACT = 1L << 30;

  /** A function of a base, a multiple or another step, plus a shift, and a constant. */
  private record Step(int base, int shift, Function function, int constant) {
    void apply(long[] of, long[] to) {
      for (int i = 0; i < of.length; i++) {
        to[i] = function.of(of[i] + shift, constant);
      }
    }

    Formula formula() {
      Formula of = base < FACTORS ? MULTIPLES.get(base) : INNER.get(base - FACTORS).formula();
      return new Apply(function, Formula.sum(of, new Whole(shift)), new Whole(constant));
    }
  }

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
    long[][] bases = bases(variable);
    long[] at = new long[variable.length];
    for (Step step : STEPS) {
      step.apply(bases[step.base], at);
      long[] factors = factors(at, variable, numbers);
      if (factors != null) {
        Formula nested = step.formula();
        Formula sum =
            Formula.sum(factors[2], new long[] {factors[0], factors[1]}, List.of(nested, VARIABLE));
        if (holds(sum, values)) {
          return sum;
        }
      }
    }
    return null;
  }

  /** The values of all bases. */
  private static long[][] bases(long[] variable) {
    long[][] bases = new long[FACTORS + INNER.size()][variable.length];
    for (int factor = 1; factor <= FACTORS; factor++) {
      for (int i = 0; i < variable.length; i++) {
        bases[factor - 1][i] = factor * variable[i];
      }
    }
    for (int inner = 0; inner < INNER.size(); inner++) {
      INNER.get(inner).apply(bases[INNER.get(inner).base], bases[FACTORS + inner]);
    }
    return bases;
  }

  /**
   * The factors of a term and the variable, and a constant, which add up to the numbers, as {@link
   * Combination} finds them; without its sums where three places decide them.
   */
  private static long @Nullable [] factors(long[] term, long[] variable, double[] numbers) {
    boolean exact = variable.length > 2 && isExact(numbers[0]) && isExact(numbers[1]);
    long up = exact ? term[1] - term[0] : 0;
    long along = exact ? variable[1] - variable[0] : 0;
    long step = exact ? (long) (numbers[1] - numbers[0]) : 0;
    for (int i = 2; exact && i < numbers.length; i++) {
      long rise = term[i] - term[0];
      long width = variable[i] - variable[0];
      long determinant = up * width - rise * along;
      if (determinant != 0
          && isExact(numbers[i])
          && isExact((double) rise)
          && isExact((double) width)) {
        long more = (long) (numbers[i] - numbers[0]);
        long one = step * width - more * along;
        long two = up * more - rise * step;
        if (one % determinant != 0 || two % determinant != 0) {
          return null;
        }
        long[] factors = {one / determinant, two / determinant, 0};
        factors[2] = (long) numbers[0] - factors[0] * term[0] - factors[1] * variable[0];
        return gives(factors, term, variable, numbers) ? factors : null;
      }
    }
    return Combination.of(new long[][] {term, variable}, numbers);
  }

  private static boolean isExact(double number) {
    return Math.abs(number) < EXACT;
  }

  private static boolean gives(long[] factors, long[] term, long[] variable, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (factors[0] * term[i] + factors[1] * variable[i] + factors[2] != (long) numbers[i]) {
        return false;
      }
    }
    return true;
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

  private static List<Formula> multiples() {
    List<Formula> multiples = new ArrayList<>();
    for (int factor = 1; factor <= FACTORS; factor++) {
      multiples.add(Formula.times(factor, VARIABLE));
    }
    return List.copyOf(multiples);
  }

  private static List<Step> inner() {
    List<Step> inner = new ArrayList<>();
    for (int factor = 1; factor <= FACTORS; factor++) {
      steps(factor - 1, factor == 1, inner);
    }
    return List.copyOf(inner);
  }

  private static List<Step> all() {
    List<Step> all = new ArrayList<>(INNER);
    for (int inner = 0; inner < INNER.size(); inner++) {
      steps(FACTORS + inner, false, all);
    }
    return List.copyOf(all);
  }

  private static void steps(int base, boolean bounds, List<Step> into) {
    for (int divisor = 2; divisor <= DIVISORS; divisor++) {
      for (int shift = 0; shift < divisor; shift++) {
        into.add(new Step(base, shift, Function.MOD, divisor));
        if (shift == 0 || shift == divisor - 1) {
          into.add(new Step(base, shift, Function.FLOOR_DIV, divisor));
        }
      }
    }
    for (int bound = 1; bound <= (bounds ? BOUNDS : DIVISORS); bound++) {
      into.add(new Step(base, 0, Function.MIN, bound));
      into.add(new Step(base, 0, Function.MAX, bound));
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
