package dev.forja.conformance;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares results with a case. Floats pass if {@code a == b}, if {@code |a - b| <= atol + rtol *
 * |b|}, where b is the value of the fixture, or if both are NaN; all other values must be equal. It
 * collects every difference, and knows which results of the case were never compared.
 */
final class Compare {
  private static final Pattern RESULT =
      Pattern.compile(
          "(output|grad\\.(input|param)|second|buffer_after|after)(\\..*)?|lr|momentum");

  private final Case testCase;
  private final CaseFile file;
  private final Set<String> compared = new HashSet<>();
  private final List<String> differences = new ArrayList<>();

  Compare(Case testCase, CaseFile file) {
    this.testCase = testCase;
    this.file = file;
  }

  /** Compares one result; null stands for a result that was not produced. */
  void check(String name, @Nullable NdArray actual) {
    NdArray wanted = file.array(name);
    compared.add(name);
    if (actual == null) {
      differences.add(name + " was not produced");
    } else if (actual.dtype() != wanted.dtype() || !Arrays.equals(actual.shape(), wanted.shape())) {
      differences.add("%s is %s, not %s".formatted(name, actual, wanted));
    } else {
      elements(name, actual.copy(Allocator.HEAP), wanted);
    }
  }

  /** Compares float64 results, which are not tensors. */
  void check(String name, double[] actual) {
    double[] wanted = file.doubles(name);
    compared.add(name);
    if (actual.length != wanted.length) {
      differences.add("%s has %d values, not %d".formatted(name, actual.length, wanted.length));
      return;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (excess(actual[i], wanted[i]) > 0) {
        differences.add("%s[%d] is %s, not %s".formatted(name, i, actual[i], wanted[i]));
      }
    }
  }

  /** All differences, and the results of the case that were never compared. */
  List<String> differences() {
    List<String> all = new ArrayList<>(differences);
    file.names().stream()
        .filter(name -> RESULT.matcher(name).matches() && !compared.contains(name))
        .forEach(name -> all.add(name + " was not compared"));
    return all;
  }

  private void elements(String name, NdArray actual, NdArray wanted) {
    int wrong = 0;
    int worst = -1;
    double worstExcess = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < wanted.count(); i++) {
      double excess = excess(actual, wanted, i);
      if (excess > 0) {
        wrong++;
        if (excess > worstExcess) {
          worst = i;
          worstExcess = excess;
        }
      }
    }
    if (wrong > 0) {
      differences.add(
          "%s: %d of %d elements of %s differ, worst at %s: %s instead of %s"
              .formatted(
                  name,
                  wrong,
                  wanted.count(),
                  wanted,
                  Shapes.show(place(worst, wanted.shape())),
                  show(actual, worst),
                  show(wanted, worst)));
    }
  }

  /**
   * The amount by which an element exceeds its tolerance; zero or less if it is within the
   * tolerance.
   */
  private double excess(NdArray actual, NdArray wanted, int i) {
    return switch (wanted.dtype()) {
      case F32 -> excess(actual.floats()[i], wanted.floats()[i]);
      case I64 -> actual.storage().longs()[i] == wanted.storage().longs()[i] ? 0 : 1;
      case I32 -> actual.storage().ints()[i] == wanted.storage().ints()[i] ? 0 : 1;
      case BOOL -> actual.storage().booleans()[i] == wanted.storage().booleans()[i] ? 0 : 1;
      default -> throw new IllegalArgumentException("cases hold no " + wanted);
    };
  }

  /** Compares two floats with the tolerance of the case. */
  double excess(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return 0;
    }
    double excess = Math.abs(a - b) - (testCase.atol() + testCase.rtol() * Math.abs(b));
    // No tolerance permits NaN instead of a number, or unequal infinities.
    return Double.isNaN(excess) || Double.isInfinite(b) ? Double.POSITIVE_INFINITY : excess;
  }

  private static String show(NdArray array, int i) {
    return switch (array.dtype()) {
      case F32 -> Float.toString(array.floats()[i]);
      case I64 -> Long.toString(array.storage().longs()[i]);
      case I32 -> Integer.toString(array.storage().ints()[i]);
      case BOOL -> Boolean.toString(array.storage().booleans()[i]);
      default -> throw new IllegalArgumentException("cases hold no " + array);
    };
  }

  private static int[] place(int element, int[] shape) {
    int[] place = new int[shape.length];
    for (int d = shape.length - 1, rest = element; d >= 0; d--) {
      place[d] = rest % shape[d];
      rest /= shape[d];
    }
    return place;
  }
}
