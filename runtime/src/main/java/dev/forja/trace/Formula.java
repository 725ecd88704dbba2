package dev.forja.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A number as a function of the variable sizes of a graph: sums, products, floor quotients,
 * remainders, minima and maxima of sizes and integer constants; and quotients and square roots of
 * such integers. Immutable and therefore thread-safe.
 */
public sealed interface Formula {
  /** An integer constant. Immutable. */
  record Whole(long value) implements Formula {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A real constant. Immutable. */
  record Real(double value) implements Formula {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /**
   * A variable size. Immutable.
   *
   * @param place its index in the declaration
   * @param name its name
   */
  record Size(int place, String name) implements Formula {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A function of two numbers, applied to them. Immutable. */
  record Apply(Function function, Formula first, Formula second) implements Formula {
    @Override
    public String toString() {
      return switch (function) {
        case MIN, MAX ->
            "%s(%s, %s)".formatted(function.name().toLowerCase(Locale.ROOT), first, second);
        default -> "(%s %s %s)".formatted(first, function.sign, second);
      };
    }
  }

  /** The square root of a number. Immutable. */
  record Root(Formula of) implements Formula {
    @Override
    public String toString() {
      return "sqrt(" + of + ")";
    }
  }

  /** A function of two numbers. Immutable. */
  enum Function {
    ADD("+"),
    SUB("-"),
    MUL("*"),
    /** The quotient of integers, rounded down. */
    FLOOR_DIV("//"),
    /** The remainder of the floor quotient; not negative for a positive divisor. */
    MOD("%"),
    MIN("min"),
    MAX("max"),
    /** The quotient as a real number. */
    DIV("/");

    private final String sign;

    Function(String sign) {
      this.sign = sign;
    }

    long of(long a, long b) {
      return switch (this) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case FLOOR_DIV -> Math.floorDiv(a, b);
        case MOD -> Math.floorMod(a, b);
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
        case DIV -> throw new IllegalStateException("a quotient is no whole number");
      };
    }

    private double of(double a, double b) {
      return switch (this) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case FLOOR_DIV -> Math.floor(a / b);
        case MOD -> a - b * Math.floor(a / b);
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
        case DIV -> a / b;
      };
    }
  }

  /** Whether this is an integer at all sizes, computed without rounding. */
  default boolean isWhole() {
    return switch (this) {
      case Whole _, Size _ -> true;
      case Real _, Root _ -> false;
      case Apply(var function, var a, var b) ->
          function != Function.DIV && a.isWhole() && b.isWhole();
    };
  }

  /** Whether this is the same number at all sizes. */
  default boolean isFixed() {
    return this instanceof Whole || this instanceof Real;
  }

  /**
   * The value at these sizes as an integer.
   *
   * @param sizes the variable sizes in the order of their declaration
   * @throws IllegalStateException if this is not an integer
   */
  default long wholeAt(int... sizes) {
    return switch (this) {
      case Whole(long value) -> value;
      case Size(int place, _) -> sizes[place];
      case Apply(var function, var a, var b) -> function.of(a.wholeAt(sizes), b.wholeAt(sizes));
      case Real _, Root _ -> throw new IllegalStateException(this + " is no whole number");
    };
  }

  /** The value at these sizes, computed in double precision. */
  default double at(int... sizes) {
    return switch (this) {
      case Real(double value) -> value;
      case Root(var of) -> Math.sqrt(of.at(sizes));
      case Apply(var function, var a, var b) when !isWhole() ->
          function.of(a.at(sizes), b.at(sizes));
      case Whole _, Size _, Apply _ -> wholeAt(sizes);
    };
  }

  /** {@code a + b}, simplified if one of them is a constant. */
  static Formula sum(Formula a, Formula b) {
    if (a instanceof Whole(long x) && b instanceof Whole(long y)) {
      return new Whole(x + y);
    }
    if (b instanceof Whole(long y)) {
      return y == 0
          ? a
          : y < 0 ? new Apply(Function.SUB, a, new Whole(-y)) : new Apply(Function.ADD, a, b);
    }
    return a instanceof Whole ? sum(b, a) : new Apply(Function.ADD, a, b);
  }

  /** {@code factor * a}, simplified if that is a constant or {@code a} itself. */
  static Formula times(long factor, Formula a) {
    if (factor == 0) {
      return new Whole(0);
    }
    return a instanceof Whole(long x)
        ? new Whole(factor * x)
        : factor == 1 ? a : new Apply(Function.MUL, new Whole(factor), a);
  }

  /** The sum of {@code factors[i] * terms[i]} and a constant. */
  static Formula sum(long constant, long[] factors, List<Formula> terms) {
    Formula sum = new Whole(constant);
    for (int i : byFactor(factors)) {
      sum =
          factors[i] < 0 && !(sum instanceof Whole(long zero) && zero == 0)
              ? new Apply(Function.SUB, sum, times(-factors[i], terms.get(i)))
              : sum(sum, times(factors[i], terms.get(i)));
    }
    return sum;
  }

  /** The indices of the nonzero factors, positive ones first. */
  private static int[] byFactor(long[] factors) {
    int[] positive = places(factors, true);
    int[] negative = places(factors, false);
    int[] all = Arrays.copyOf(positive, positive.length + negative.length);
    System.arraycopy(negative, 0, all, positive.length, negative.length);
    return all;
  }

  private static int[] places(long[] factors, boolean positive) {
    return IntStream.range(0, factors.length)
        .filter(i -> positive ? factors[i] > 0 : factors[i] < 0)
        .toArray();
  }
}
