package dev.forja.trace;

import dev.forja.trace.Features.Feature;
import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Size;
import dev.forja.trace.Formula.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a formula for an integer that was observed at many sizes. Simple formulas are tried first;
 * a formula is accepted only if it gives the observed number at every one of the sizes.
 */
final class WholeFit {
  private static final int PROBES = 64;

  private final List<Dim> dims;
  private final List<int[]> points;
  private final boolean correlated;
  private final List<Formula> sizes = new ArrayList<>();
  private final int[] probes;
  private @Nullable Features features;

  /**
   * Creates the fit.
   *
   * @param correlated whether the sizes follow from each other, so that the points do not show
   *     which of them a number depends on
   */
  WholeFit(List<Dim> dims, List<int[]> points, boolean correlated) {
    this.dims = dims;
    this.points = points;
    this.correlated = correlated;
    for (int i = 0; i < dims.size(); i++) {
      sizes.add(new Size(i, dims.get(i).name()));
    }
    probes =
        points.size() <= PROBES
            ? IntStream.range(0, points.size()).toArray()
            : new Random(1).ints(0, points.size()).distinct().limit(PROBES).toArray();
  }

  /**
   * A formula of these numbers; null if none is found. NaN stands for a number that may have any
   * value.
   */
  @Nullable Formula fit(double[] numbers) {
    Formula plain = plain(numbers);
    return plain != null ? plain : pairs(numbers);
  }

  /** As {@link #fit}, without the formulas of which there are most. */
  @Nullable Formula plain(double[] numbers) {
    Formula simple = simple(numbers);
    return simple != null ? simple : bounded(numbers, 2);
  }

  /** A constant, or a sum of products of sizes; null if the numbers are neither. */
  @Nullable Formula products(double[] numbers) {
    int first = 0;
    while (first < numbers.length && Double.isNaN(numbers[first])) {
      first++;
    }
    if (first == numbers.length) {
      return new Whole(0);
    }
    Formula fixed = new Whole((long) numbers[first]);
    if (holds(fixed, numbers)) {
      return fixed;
    }
    int[] dependent = dependent(numbers);
    return multilinear(Arrays.stream(dependent).mapToObj(sizes::get).toList(), numbers);
  }

  private @Nullable Formula simple(double[] numbers) {
    Formula product = products(numbers);
    if (product != null) {
      return product;
    }
    int[] dependent = dependent(numbers);
    for (Formula variable : variables(dependent)) {
      Formula alone = alone(variable, numbers);
      if (alone != null) {
        return alone;
      }
    }
    for (int size : dependent) {
      Formula rest = beside(size, dependent, numbers);
      if (rest != null) {
        return rest;
      }
    }
    for (int base : new int[] {points.size() - 1, points.size() / 2, 0}) {
      Formula separate = dependent.length < 2 ? null : separate(dependent, base, numbers);
      if (separate != null) {
        return separate;
      }
    }
    List<Formula> single = singles(numbers, 1);
    return single.isEmpty() ? null : single.getFirst();
  }

  /** Whether a formula gives the numbers at all sizes. */
  private boolean holds(Formula formula, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i]) && formula.wholeAt(points.get(i)) != (long) numbers[i]) {
        return false;
      }
    }
    return true;
  }

  /** The indices of the sizes on which the numbers depend. */
  private int[] dependent(double[] numbers) {
    return IntStream.range(0, dims.size())
        .filter(size -> correlated || depends(size, numbers))
        .toArray();
  }

  private boolean depends(int size, double[] numbers) {
    Map<List<Integer>, Double> others = new HashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i])) {
        List<Integer> rest = new ArrayList<>();
        for (int k = 0; k < dims.size(); k++) {
          rest.add(k == size ? -1 : points.get(i)[k]);
        }
        Double before = others.putIfAbsent(rest, numbers[i]);
        if (before != null && before != numbers[i]) {
          return true;
        }
      }
    }
    return false;
  }

  /** The sum of a size and a function of one variable; null if there is none. */
  private @Nullable Formula beside(int size, int[] dependent, double[] numbers) {
    double[] rest = numbers.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= points.get(i)[size];
    }
    for (Formula variable : variables(dependent)) {
      Formula function = alone(variable, rest);
      if (function != null) {
        return Formula.sum(sizes.get(size), function);
      }
    }
    return null;
  }

  /**
   * The variables of which the numbers may be a function: a single size, or the sum, difference,
   * product, minimum or maximum of two sizes.
   */
  private List<Formula> variables(int[] dependent) {
    if (dependent.length == 1) {
      return List.of(sizes.get(dependent[0]));
    }
    List<Formula> variables = new ArrayList<>();
    if (dependent.length == 2) {
      Formula one = sizes.get(dependent[0]);
      Formula other = sizes.get(dependent[1]);
      for (Function function :
          new Function[] {Function.ADD, Function.SUB, Function.MUL, Function.MIN, Function.MAX}) {
        variables.add(new Apply(function, one, other));
      }
    }
    return variables;
  }

  /**
   * The numbers as a function of one variable; null if they are not, or if the function is not
   * found.
   */
  private @Nullable Formula alone(Formula variable, double[] numbers) {
    TreeMap<Integer, Long> values = new TreeMap<>();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isNaN(numbers[i])) {
        int at = Math.toIntExact(variable.wholeAt(points.get(i)));
        Long before = values.putIfAbsent(at, (long) numbers[i]);
        if (before != null && before != (long) numbers[i]) {
          return null;
        }
      }
    }
    Formula formula = LineFit.fit(values);
    formula = formula == null ? null : LineFit.of(formula, variable);
    return formula != null && holds(formula, numbers) ? formula : null;
  }

  /**
   * A sum of products of functions of one size each. These functions are determined along the lines
   * on which all other sizes have the values of {@code base}.
   */
  private @Nullable Formula separate(int[] dependent, int base, double[] numbers) {
    List<Formula> functions = new ArrayList<>();
    for (int size : dependent) {
      TreeMap<Integer, Long> line = new TreeMap<>();
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isNaN(numbers[i]) && isOnLine(points.get(i), points.get(base), size)) {
          line.put(points.get(i)[size], (long) numbers[i]);
        }
      }
      Formula function = line.size() < 2 ? null : LineFit.fit(normed(line));
      if (function == null) {
        return null;
      }
      functions.add(LineFit.of(stripped(function), sizes.get(size)));
    }
    return multilinear(functions, numbers);
  }

  private static boolean isOnLine(int[] point, int[] base, int size) {
    for (int k = 0; k < point.length; k++) {
      if (k != size && point[k] != base[k]) {
        return false;
      }
    }
    return true;
  }

  /** The differences from the first value, divided by their greatest common divisor. */
  private static NavigableMap<Integer, Long> normed(NavigableMap<Integer, Long> line) {
    long first = line.firstEntry().getValue();
    long common = 0;
    for (long value : line.values()) {
      long a = Math.abs(value - first);
      while (a != 0) {
        long rest = common % a;
        common = a;
        a = rest;
      }
    }
    TreeMap<Integer, Long> normed = new TreeMap<>();
    for (Map.Entry<Integer, Long> each : line.entrySet()) {
      normed.put(each.getKey(), (each.getValue() - first) / Math.max(1, common));
    }
    return normed;
  }

  /** A formula without its additive constant. */
  private static Formula stripped(Formula formula) {
    if (formula instanceof Apply(var function, var of, Whole _)
        && (function == Function.ADD || function == Function.SUB)) {
      return stripped(of);
    }
    return formula;
  }

  /**
   * A sum of products of these formulas with integer factors; each formula occurs at most once in a
   * product.
   */
  private @Nullable Formula multilinear(List<Formula> of, double[] numbers) {
    if (of.isEmpty() || of.size() > 4) {
      return null;
    }
    List<Formula> terms = new ArrayList<>();
    for (int set = 1; set < 1 << of.size(); set++) {
      Formula product = null;
      for (int i = 0; i < of.size(); i++) {
        if ((set >> i & 1) == 1) {
          product = product == null ? of.get(i) : new Apply(Function.MUL, product, of.get(i));
        }
      }
      if (product != null) {
        terms.add(product);
      }
    }
    return combined(terms, terms.stream().map(this::probed).toList(), numbers);
  }

  private long[] probed(Formula formula) {
    return Arrays.stream(probes).mapToLong(i -> formula.wholeAt(points.get(i))).toArray();
  }

  private @Nullable Formula combined(List<Formula> terms, List<long[]> values, double[] numbers) {
    long[] factors = Combination.of(values.toArray(long[][]::new), probed(numbers));
    if (factors == null) {
      return null;
    }
    Formula sum = Formula.sum(factors[terms.size()], Arrays.copyOf(factors, terms.size()), terms);
    return holds(sum, numbers) ? sum : null;
  }

  private double[] probed(double[] numbers) {
    return Arrays.stream(probes).mapToDouble(i -> numbers[i]).toArray();
  }

  private Features features() {
    Features known = features;
    if (known == null) {
      known = new Features(dims, sizes, Arrays.stream(probes).mapToObj(points::get).toList());
      features = known;
    }
    return known;
  }

  /** At most {@code most} formulas of the form {@code factor * feature + constant}. */
  List<Formula> singles(double[] numbers, int most) {
    double[] probed = probed(numbers);
    List<Formula> found = new ArrayList<>();
    for (Feature feature : features().all()) {
      long[][] term = {feature.values()};
      if (found.size() < most && Combination.of(term, probed) != null) {
        Formula formula = combined(List.of(feature.formula()), List.of(feature.values()), numbers);
        if (formula != null) {
          found.add(formula);
        }
      }
    }
    return found;
  }

  /**
   * A minimum or maximum of a formula and a bound; the bound is the largest or smallest observed
   * number, or a size. The formula may have a bound too, up to {@code depth} of them.
   */
  private @Nullable Formula bounded(double[] numbers, int depth) {
    double most = Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).max().orElse(0);
    double least = Arrays.stream(numbers).filter(x -> !Double.isNaN(x)).min().orElse(0);
    Formula found = bounded(numbers, new Whole((long) most), Function.MIN, depth);
    found = found != null ? found : bounded(numbers, new Whole((long) least), Function.MAX, depth);
    for (int size : dependent(numbers)) {
      for (int shift = 0; shift < 2; shift++) {
        Formula bound = Formula.sum(sizes.get(size), new Whole(shift));
        found = found != null ? found : bounded(numbers, bound, Function.MIN, depth);
        found = found != null ? found : bounded(numbers, bound, Function.MAX, depth);
      }
    }
    return found;
  }

  private @Nullable Formula bounded(double[] numbers, Formula bound, Function function, int depth) {
    double[] inside = numbers.clone();
    int free = 0;
    for (int i = 0; i < inside.length; i++) {
      long at = bound.wholeAt(points.get(i));
      if (inside[i] == at) {
        inside[i] = Double.NaN;
        free++;
      } else if (function == Function.MIN ? inside[i] > at : inside[i] < at) {
        return null;
      }
    }
    if (free < 2) {
      return null;
    }
    Formula simple = simple(inside);
    Formula formula = simple != null || depth == 1 ? simple : bounded(inside, depth - 1);
    Formula with = formula == null ? null : new Apply(function, formula, bound);
    return with != null && holds(with, numbers) ? with : null;
  }

  /** Two features and their product, each with a factor. */
  private @Nullable Formula pairs(double[] numbers) {
    double[] probed = probed(numbers);
    List<Feature> small = features().small();
    int[] deciding = deciding(probed);
    long[] product = new long[probes.length];
    for (int a = 0; a < small.size(); a++) {
      for (int b = a + 1; b < small.size(); b++) {
        long[] one = small.get(a).values();
        long[] two = small.get(b).values();
        if (deciding != null && cannotGive(one, two, probed, deciding)) {
          continue;
        }
        for (int i = 0; i < product.length; i++) {
          product[i] = one[i] * two[i];
        }
        if (Combination.of(new long[][] {one, two, product}, probed) != null) {
          Formula first = small.get(a).formula();
          Formula second = small.get(b).formula();
          Formula sum =
              combined(
                  List.of(first, second, new Apply(Function.MUL, first, second)),
                  List.of(one, two, product.clone()),
                  numbers);
          if (sum != null) {
            return sum;
          }
        }
      }
    }
    return null;
  }

  /** Five probes with known numbers; null if there are fewer. */
  private static int @Nullable [] deciding(double[] probed) {
    int[] places =
        IntStream.range(0, probed.length).filter(i -> !Double.isNaN(probed[i])).limit(5).toArray();
    return places.length < 5 ? null : places;
  }

  /**
   * Whether no factors of two terms, their product and 1 give the numbers at five probes: the
   * determinant of these columns and the numbers is not 0 then. In doubt, they may.
   */
  private static boolean cannotGive(long[] one, long[] two, double[] numbers, int[] at) {
    int base = at[0];
    double[] rows = new double[16];
    double size = 1;
    for (int row = 0; row < 4; row++) {
      int i = at[row + 1];
      double a = one[i] - one[base];
      double b = two[i] - two[base];
      double c = (double) one[i] * two[i] - (double) one[base] * two[base];
      double d = numbers[i] - numbers[base];
      rows[4 * row] = a;
      rows[4 * row + 1] = b;
      rows[4 * row + 2] = c;
      rows[4 * row + 3] = d;
      size *= Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d);
    }
    double determinant =
        minor(rows, 0, 0, 1) * minor(rows, 2, 2, 3)
            - minor(rows, 0, 0, 2) * minor(rows, 2, 1, 3)
            + minor(rows, 0, 0, 3) * minor(rows, 2, 1, 2)
            + minor(rows, 0, 1, 2) * minor(rows, 2, 0, 3)
            - minor(rows, 0, 1, 3) * minor(rows, 2, 0, 2)
            + minor(rows, 0, 2, 3) * minor(rows, 2, 0, 1);
    return Math.abs(determinant) > 1e-11 * size;
  }

  /** The determinant of two columns of a row and the next. */
  private static double minor(double[] rows, int row, int left, int right) {
    return rows[4 * row + left] * rows[4 * row + 4 + right]
        - rows[4 * row + right] * rows[4 * row + 4 + left];
  }
}
