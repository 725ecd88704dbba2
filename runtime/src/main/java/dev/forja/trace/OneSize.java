package dev.forja.trace;

import static java.util.Objects.requireNonNull;

import dev.forja.trace.Formula.Apply;
import dev.forja.trace.Formula.Function;
import dev.forja.trace.Formula.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds an integer as a function of a single size. A function that grows by the same amount every
 * {@code c} sizes has the form {@code p n + q floor((n + a) / c) + ..}; every sum of floor
 * quotients, ceiling quotients and remainders is such a function. A minimum or maximum joins two of
 * these functions where they meet.
 */
final class OneSize {
  /** The longest period that is tried; below it, the maximum number of terms in a sum. */
  private static final int PERIOD = 256;

  private static final int TERMS = 12;

  private final Formula size = LineFit.VARIABLE;
  private final int from;
  private final long[] values;

  /** Keeps the values at the sizes {@code from}, {@code from + 1}, and so on. */
  private OneSize(int from, long[] values) {
    this.from = from;
    this.values = values;
  }

  /**
   * The values at these sizes, up to the first gap, as a formula of {@link LineFit#VARIABLE}; null
   * if none is found.
   */
  static @Nullable Formula fit(NavigableMap<Integer, Long> at) {
    int first = at.firstKey();
    int count = 0;
    while (at.containsKey(first + count)) {
      count++;
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = requireNonNull(at.get(first + i));
    }
    return new OneSize(first, values).pieces(0, 2);
  }

  /**
   * A formula of the values from index {@code begin} on, as one function joined with at most {@code
   * more} others; null if none is found.
   */
  private @Nullable Formula pieces(int begin, int more) {
    Formula whole = periodic(begin, values.length);
    if (whole != null || more == 0) {
      return whole;
    }
    for (int end : ends(begin)) {
      Formula left = periodic(begin, end);
      Formula right = left == null ? null : pieces(end, more - 1);
      if (left != null && right != null) {
        Formula joined = joined(left, right, begin);
        if (joined != null) {
          return joined;
        }
      }
    }
    return null;
  }

  /** The indices up to which functions of short periods hold, in descending order. */
  private List<Integer> ends(int begin) {
    TreeMap<Integer, Integer> ends = new TreeMap<>();
    for (int period = 1; period <= 64 && begin + period < values.length; period++) {
      long step = values[begin + period] - values[begin];
      int end = begin + period;
      while (end < values.length && values[end] - values[end - period] == step) {
        end++;
      }
      if (period == 1 || end - begin > 2 * period) {
        ends.put(end, period);
      }
    }
    int level = begin + 1;
    while (level < values.length && values[level] == values[begin]) {
      level++;
    }
    ends.put(level, 0);
    return new ArrayList<>(ends.descendingKeySet());
  }

  private @Nullable Formula joined(Formula left, Formula right, int begin) {
    for (Function function : new Function[] {Function.MIN, Function.MAX}) {
      Formula joined = new Apply(function, left, right);
      if (holds(joined, begin)) {
        return joined;
      }
    }
    return null;
  }

  private boolean holds(Formula formula, int begin) {
    for (int i = begin; i < values.length; i++) {
      if (formula.wholeAt(from + i) != values[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The values from {@code begin} to {@code end} as a function that grows by the same amount in
   * each period; null if they are not such a function.
   */
  private @Nullable Formula periodic(int begin, int end) {
    int length = end - begin;
    if (length == 1) {
      return new Whole(values[begin]);
    }
    for (int period = 1; period <= Math.min(PERIOD, length / 2); period++) {
      if (hasPeriod(begin, end, period)) {
        return ofPeriod(begin, period);
      }
    }
    return null;
  }

  private boolean hasPeriod(int begin, int end, int period) {
    long step = values[begin + period] - values[begin];
    for (int i = begin + period + 1; i < end; i++) {
      if (values[i] - values[i - period] != step) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Formula ofPeriod(int begin, int period) {
    long usual = usualStep(begin, period);
    List<Formula> terms = new ArrayList<>(List.of(size));
    List<Long> factors = new ArrayList<>(List.of(usual));
    for (int i = 0; i < period; i++) {
      long more = values[begin + i + 1] - values[begin + i] - usual;
      if (more != 0) {
        // A quotient that grows by one at the sizes congruent to from + begin + i + 1.
        int shift = Math.floorMod(-(from + begin + i + 1), period);
        terms.add(
            new Apply(Function.FLOOR_DIV, Formula.sum(size, new Whole(shift)), new Whole(period)));
        factors.add(more);
      }
    }
    if (terms.size() > TERMS) {
      return null;
    }
    long[] all = factors.stream().mapToLong(Long::longValue).toArray();
    long constant = values[begin] - Formula.sum(0, all, terms).wholeAt(from + begin);
    return Formula.sum(constant, all, terms);
  }

  /** The most frequent difference between neighbouring values; it leaves the fewest corrections. */
  private long usualStep(int begin, int period) {
    long usual = 0;
    int best = -1;
    for (int i = 0; i < period; i++) {
      long step = values[begin + i + 1] - values[begin + i];
      int same = 0;
      for (int k = 0; k < period; k++) {
        same += values[begin + k + 1] - values[begin + k] == step ? 1 : 0;
      }
      if (same > best || (same == best && Math.abs(step) < Math.abs(usual))) {
        best = same;
        usual = step;
      }
    }
    return usual;
  }
}
