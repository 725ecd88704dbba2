package dev.forja.trace;

import static java.util.Objects.requireNonNull;

import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Root;
import dev.forja.trace.Formula.Size;
import dev.forja.trace.Formula.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds an integer as a function of one or two numbers that are known already: the sizes of the
 * tensors before it, and the numbers of its op. So the size of a slice is found as its end minus
 * its start, and a number that a model computes from the sizes of an intermediate tensor as a
 * function of these. A formula is accepted only if it gives the number at every traced size.
 */
final class RecentFit {
  /** The number of known formulas that are tried, the most recent ones. */
  private static final int MOST = 10;

  private final List<int[]> points;

  /** The known formulas that vary, with their values at the points, in order of use. */
  private final Map<Formula, long[]> known = new LinkedHashMap<>();

  RecentFit(List<Dim> dims, List<int[]> points) {
    this.points = points;
    for (int i = 0; i < dims.size(); i++) {
      uses(new Size(i, dims.get(i).name()));
    }
  }

  /** Adds a formula, or makes it the most recent one. */
  void uses(Formula formula) {
    if (formula.isFixed() || !formula.isWhole()) {
      return;
    }
    long[] values = known.remove(formula);
    known.put(
        formula, values != null ? values : points.stream().mapToLong(formula::wholeAt).toArray());
  }

  /** The most recently used formulas, the last one first. */
  private List<Formula> recent() {
    List<Formula> all = new ArrayList<>(known.keySet());
    return all.subList(Math.max(0, all.size() - MOST), all.size()).reversed();
  }

  /** The pairs of recent formulas, without those of open sizes. */
  private List<List<Formula>> pairs() {
    List<Formula> recent = recent();
    List<List<Formula>> pairs = new ArrayList<>();
    for (int i = 0; i < recent.size(); i++) {
      for (int k = i + 1; k < recent.size(); k++) {
        if (!isSize(recent.get(i)) || !isSize(recent.get(k))) {
          pairs.add(List.of(recent.get(i), recent.get(k)));
        }
      }
    }
    return pairs;
  }

  /**
   * The smaller or larger of two known numbers, or a sum of them and their product with factors;
   * null if the numbers are neither.
   */
  @Nullable Formula sum(double[] numbers) {
    for (List<Formula> pair : pairs()) {
      Formula one = pair.getFirst();
      Formula two = pair.getLast();
      Formula product = new Apply(Function.MUL, one, two);
      long[][] values = {values(one), values(two), values(one).clone()};
      Arrays.setAll(values[2], i -> values[0][i] * values[1][i]);
      long[] factors = Combination.of(values, numbers);
      if (factors != null) {
        return Formula.sum(factors[3], Arrays.copyOf(factors, 3), List.of(one, two, product));
      }
      for (Function function : new Function[] {Function.MIN, Function.MAX}) {
        Formula bound = new Apply(function, one, two);
        if (holds(bound, numbers)) {
          return bound;
        }
      }
    }
    return null;
  }

  private boolean holds(Formula formula, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i]) && formula.wholeAt(points.get(i)) != (long) numbers[i]) {
        return false;
      }
    }
    return true;
  }

  /** A formula of these numbers, of which NaN stands for any; null if none is found. */
  @Nullable Formula fit(double[] numbers) {
    for (Formula one : recent()) {
      Formula found = isSize(one) ? null : of(List.of(one), numbers);
      if (found != null) {
        return found;
      }
    }
    for (List<Formula> pair : pairs()) {
      Formula found = of(pair, numbers);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Functions of the open sizes themselves have been tried before. */
  private static boolean isSize(Formula formula) {
    return formula instanceof Size;
  }

  /** The numbers as a function of these formulas; null if they are not, or if it is not found. */
  private @Nullable Formula of(List<Formula> variables, double[] numbers) {
    Map<List<Long>, Double> function = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isNaN(numbers[i])) {
        continue;
      }
      List<Long> at = new ArrayList<>();
      for (Formula variable : variables) {
        at.add(values(variable)[i]);
      }
      Double before = function.putIfAbsent(at, numbers[i]);
      if ((before != null && before != numbers[i])
          || at.stream().anyMatch(value -> value < 0 || value > 1 << 20)) {
        return null;
      }
    }
    List<int[]> reduced = new ArrayList<>();
    double[] results = new double[function.size()];
    function.forEach(
        (at, number) -> {
          results[reduced.size()] = number;
          reduced.add(at.stream().mapToInt(Math::toIntExact).toArray());
        });
    List<Dim> dims = new ArrayList<>();
    for (int k = 0; k < variables.size(); k++) {
      int place = k;
      int least = reduced.stream().mapToInt(at -> at[place]).min().orElse(0);
      int most = reduced.stream().mapToInt(at -> at[place]).max().orElse(0);
      dims.add(Dim.of("known" + k, least, most));
    }
    Formula formula = new WholeFit(dims, reduced, true).plain(results);
    return formula == null ? null : replaced(formula, variables);
  }

  private long[] values(Formula variable) {
    return requireNonNull(known.get(variable));
  }

  /** A formula with these in the place of its sizes. */
  private static Formula replaced(Formula formula, List<Formula> variables) {
    return switch (formula) {
      case Size(int place, _) -> variables.get(place);
      case Apply(var function, var a, var b) ->
          new Apply(function, replaced(a, variables), replaced(b, variables));
      case Root(var of) -> new Root(replaced(of, variables));
      case Whole _, Formula.Real _ -> formula;
    };
  }
}
