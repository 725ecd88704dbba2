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
 * Finds how a whole number follows from a single size. A function that grows by the same amount
 * each {@code c} places is {@code p n + q floor((n + a) / c) + ..}, which every sum of floor and
 * ceiling quotients and remainders is; a minimum or maximum joins two of them at a place.
 */
final class OneSize {
  /** The longest period that is looked for, and the most quotients in a sum. */
  private static final int PERIOD = 256;

  private static final int TERMS = 12;

  private final Formula size = LineFit.VARIABLE;
  private final int from;
  private final long[] values;

  /** The values at {@code from}, {@code from + 1}, .. */
  private OneSize(int from, long[] values) {
    this.from = from;
    this.values = values;
  }

  /**
   * The formula of the values at these sizes, as far as they have no gaps, in {@link
   * LineFit#VARIABLE}; null if none is found.
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

  /** What the values from a place on are, in at most so many pieces more. */
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

  /** The places up to which functions of short periods hold, the longest first. */
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

  /** The values from one place to another as a function of a period; null if they are none. */
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
        // One more at each size that leaves the remainder of from + begin + i + 1.
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

  /** The step from one value to the next that is met most often, so that the fewest remain. */
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
