package dev.forja.trace;

import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Real;
import dev.forja.trace.Formula.Root;
import dev.forja.trace.Formula.Whole;
import dev.forja.trace.OpNumbers.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Finds formulas for the numbers of a graph. Equal sequences of numbers are fitted only once. */
final class Fitter {
  /** Factors that may turn a number that is not an integer into one. */
  private static final int[] DENOMINATORS = denominators();

  private static final int CHECKS = 2_000;

  /** A sequence of numbers, and the type in which they are stored. */
  private record Key(Kind kind, List<Double> numbers) {}

  private final List<Dim> dims;
  private final List<int[]> points;
  private final boolean exhaustive;
  private final WholeFit wholes;
  private final Map<Key, Formula> known = new HashMap<>();
  private final RecentFit recent;

  Fitter(List<Dim> dims, List<int[]> points, boolean exhaustive) {
    this.dims = dims;
    this.points = points;
    this.exhaustive = exhaustive;
    this.wholes = new WholeFit(dims, points, false);
    this.recent = new RecentFit(dims, points);
  }

  private static int[] denominators() {
    int[] all = new int[64 + 5];
    Arrays.setAll(all, i -> i < 64 ? i + 1 : (int) StrictMath.pow(10, i - 62));
    return all;
  }

  /**
   * The formula of a number.
   *
   * @param what describes the number and its location, for the message
   * @throws IllegalArgumentException if there is none, or if two formulas fit that differ at other
   *     sizes
   */
  Formula fit(String what, Column column, Kind kind) {
    Formula formula = fitKnown(what, column, kind);
    if (column.varies() && Arrays.stream(column.values()).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(what + " is no number at some sizes");
    }
    return formula;
  }

  /** As {@link #fit}, but NaN stands for an unknown number, which may have any value. */
  Formula fitKnown(String what, Column column, Kind kind) {
    if (!column.varies()) {
      return kind == Kind.WHOLE ? new Whole((long) column.first()) : new Real(column.first());
    }
    double[] numbers = column.values();
    Key key = new Key(kind, Arrays.stream(numbers).boxed().toList());
    Formula formula = known.get(key);
    if (formula == null) {
      formula = kind == Kind.WHOLE ? whole(numbers) : real(numbers, kind);
      if (formula == null) {
        throw new IllegalArgumentException(
            what
                + " follows from the sizes in no way that is known, by sums, products, rounded"
                + " quotients, remainders, minima and maxima: it is "
                + seen(numbers));
      }
      if (!exhaustive && kind == Kind.WHOLE) {
        refuseAnother(what, formula, numbers);
      }
      known.put(key, formula);
    }
    return formula;
  }

  /** Adds a number that later ones may follow from, such as the size of an input of their op. */
  void uses(Formula formula) {
    recent.uses(formula);
  }

  /** Formulas that are quickly tried come first. */
  private @Nullable Formula whole(double[] numbers) {
    Formula formula = wholes.products(numbers);
    formula = formula != null ? formula : recent.sum(numbers);
    formula = formula != null ? formula : wholes.fit(numbers);
    return formula != null ? formula : recent.fit(numbers);
  }

  /** Some of the numbers, each with sizes at which it was observed. */
  private String seen(double[] numbers) {
    StringBuilder text = new StringBuilder();
    Map<Double, Integer> first = new HashMap<>();
    for (int i = 0; i < numbers.length && first.size() < 6; i++) {
      if (!Double.isNaN(numbers[i]) && first.putIfAbsent(numbers[i], i) == null) {
        String value =
            numbers[i] == Math.rint(numbers[i])
                ? Long.toString((long) numbers[i])
                : Double.toString(numbers[i]);
        text.append(text.isEmpty() ? "" : "; ")
            .append(value)
            .append(" at ")
            .append(Sampling.show(dims, points.get(i)));
      }
    }
    return text.toString();
  }

  /** Rejects a number for which two formulas agree at all traced sizes but differ at others. */
  private void refuseAnother(String what, Formula formula, double[] numbers) {
    Random random = new Random(2);
    for (Formula other : wholes.singles(numbers, 4)) {
      for (int i = 0; i < CHECKS; i++) {
        int[] at = new int[dims.size()];
        Arrays.setAll(at, k -> random.nextInt(dims.get(k).least(), dims.get(k).most() + 1));
        if (formula.wholeAt(at) != other.wholeAt(at)) {
          throw new IllegalArgumentException(
              "%s may be %s or %s, which differ at %s: %s; trace with a smaller range"
                  .formatted(what, formula, other, Sampling.show(dims, at), seen(numbers)));
        }
      }
    }
  }

  /** An integer times or divided by a constant, or its square root. */
  private @Nullable Formula real(double[] numbers, Kind kind) {
    double tolerance = kind == Kind.FLOAT ? 4e-7 : 1e-13;
    for (boolean square : new boolean[] {false, true}) {
      for (boolean inverse : new boolean[] {false, true}) {
        for (int denominator : DENOMINATORS) {
          double[] whole = wholes(numbers, square, inverse, denominator, tolerance);
          Formula of = whole == null ? null : whole(whole);
          Formula found =
              of == null ? null : exact(of, numbers, square, inverse, denominator, kind);
          if (found != null) {
            return found;
          }
          if (whole != null) {
            break;
          }
        }
      }
    }
    return null;
  }

  /** The numbers converted to integers; null if the results are not integers. */
  private static double @Nullable [] wholes(
      double[] numbers, boolean square, boolean inverse, int denominator, double tolerance) {
    double[] whole = new double[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      double number = inverse ? 1 / numbers[i] : numbers[i];
      number = (square ? number * Math.abs(number) : number) * denominator;
      whole[i] = Math.rint(number);
      if (Double.isNaN(numbers[i])) {
        whole[i] = Double.NaN;
        continue;
      }
      boolean near = Math.abs(number - whole[i]) <= tolerance * Math.abs(number);
      if (!near || Math.abs(number) > 1e15 || (inverse && number == 0)) {
        return null;
      }
    }
    return whole;
  }

  /** The formula of a real number, written so that it is rounded as in the call. */
  private @Nullable Formula exact(
      Formula of, double[] numbers, boolean square, boolean inverse, int denominator, Kind kind) {
    boolean negative = square && Arrays.stream(numbers).anyMatch(number -> number < 0);
    Formula whole = negative ? Formula.times(-1, of) : of;
    Formula plain = denominator == 1 ? whole : quotient(whole, new Whole(denominator));
    Formula turned = quotient(new Whole(denominator), whole);
    Formula[] ways =
        square
            ? inverse
                ? new Formula[] {
                  quotient(new Whole(1), new Root(plain)),
                  new Root(turned),
                  quotient(new Root(new Whole(denominator)), new Root(whole))
                }
                : new Formula[] {
                  new Root(plain), quotient(new Root(whole), new Root(new Whole(denominator)))
                }
            : inverse
                ? new Formula[] {turned, quotient(new Whole(1), plain)}
                : new Formula[] {
                  plain, new Apply(Function.MUL, new Real(1.0 / denominator), whole)
                };
    for (Formula way : ways) {
      Formula signed = negative ? new Apply(Function.SUB, new Real(0), way) : way;
      if (holds(signed, numbers, kind)) {
        return signed;
      }
    }
    return null;
  }

  private static Formula quotient(Formula a, Formula b) {
    return new Apply(Function.DIV, a, b);
  }

  private boolean holds(Formula formula, double[] numbers, Kind kind) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i]) && kind.round(formula.at(points.get(i))) != numbers[i]) {
        return false;
      }
    }
    return true;
  }
}
