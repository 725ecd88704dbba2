package dev.forja.onnx.exporter;

import java.util.List;

/**
 * Functions of float32 that ONNX lacks, from its operators, in forms that hold at the edges: they
 * keep small values, do not overflow on the way, and give infinities where the function has them.
 *
 * <p>Sources: N. Higham, Accuracy and Stability of Numerical Algorithms, 1.14 and problem 1.5
 * ({@link #expm1}, {@link #log1p}); W. Press et al., Numerical Recipes in C, 6.2 ({@link #erfc},
 * with a relative error below 1.2e-7) and 5.4 ({@link #hypot}).
 */
final class EdgeFunctions {
  /** The coefficients of a polynomial in 1 / (1 + |x| / 2), from the highest power. */
  private static final double[] ERFC = {
    0.17087277,
    -0.82215223,
    1.48851587,
    -1.13520398,
    0.27886807,
    -0.18628806,
    0.09678418,
    0.37409196,
    1.00002368,
    -1.26551223
  };

  private EdgeFunctions() {}

  /** The sign; 0 of NaN, where ONNX gives NaN. */
  static String sign(String x, OpContext at) {
    return choose(at.add("IsNaN", x), at.number(0), at.add("Sign", x), at);
  }

  /** With u = 1 + x as rounded: x if u is 1, log(u) if u is x, else {@code log(u) x / (u - 1)}. */
  static String log1p(String x, OpContext at) {
    String u = at.add("Add", x, at.number(1));
    String log = at.add("Log", u);
    String difference = at.add("Sub", u, at.number(1));
    String corrected = at.add("Mul", log, at.add("Div", x, difference));
    String small = choose(at.add("Equal", difference, at.number(0)), x, corrected, at);
    return choose(at.add("Equal", u, x), log, small, at);
  }

  /** With u = e^x as rounded: x if u is 1, else {@code (u - 1) x / log(u)}; u - 1 from 1/2 on. */
  static String expm1(String x, OpContext at) {
    String u = at.add("Exp", x);
    String difference = at.add("Sub", u, at.number(1));
    String corrected = at.add("Mul", difference, at.add("Div", x, at.add("Log", u)));
    String small = choose(at.add("Equal", u, at.number(1)), x, corrected, at);
    String large = at.add("GreaterOrEqual", at.add("Abs", x), at.number(0.5));
    return choose(large, difference, small, at);
  }

  /** With t = 1 / (1 + |x| / 2): {@code t e^(-x^2) e^p(t)}, or 2 minus that below 0. */
  static String erfc(String x, OpContext at) {
    String half = at.add("Mul", at.add("Abs", x), at.number(0.5));
    String t = at.add("Reciprocal", at.add("Add", half, at.number(1)));
    String polynomial = at.number(ERFC[0]);
    for (int i = 1; i < ERFC.length; i++) {
      polynomial = at.add("Add", at.add("Mul", polynomial, t), at.number(ERFC[i]));
    }
    String bell = at.add("Exp", at.add("Neg", at.add("Mul", x, x)));
    String above = at.add("Mul", at.add("Mul", t, bell), at.add("Exp", polynomial));
    String below = at.add("Sub", at.number(2), above);
    return choose(at.add("Less", x, at.number(0)), below, above, at);
  }

  /** What is left of a rounded-down quotient: the rest of ONNX, with the sign of b. */
  static String remainder(String a, String b, OpContext at) {
    String rest = at.add("Mod", List.of(a, b), Attributes.of("fmod", 1L));
    String signs =
        at.add("Xor", at.add("Less", rest, at.number(0)), at.add("Less", b, at.number(0)));
    String some = at.add("Not", at.add("Equal", rest, at.number(0)));
    return choose(at.add("And", signs, some), at.add("Add", rest, b), rest, at);
  }

  /**
   * The larger, times the root of 1 and the square of their quotient; infinite if one of them is.
   */
  static String hypot(String a, String b, OpContext at) {
    String one = at.add("Abs", a);
    String other = at.add("Abs", b);
    String larger = at.add("Max", one, other);
    String quotient = at.add("Div", at.add("Min", one, other), larger);
    String squared = at.add("Mul", quotient, quotient);
    String length = at.add("Mul", larger, at.add("Sqrt", at.add("Add", squared, at.number(1))));
    String finite = choose(at.add("Equal", larger, at.number(0)), larger, length, at);
    String infinite = at.add("Or", at.add("IsInf", a), at.add("IsInf", b));
    return choose(infinite, at.number(Double.POSITIVE_INFINITY), finite, at);
  }

  /** The larger and {@code log(1 + e^-|a - b|)}; the sum of two equal infinities is one. */
  static String logaddexp(String a, String b, OpContext at) {
    String apart = at.add("Abs", at.add("Sub", a, b));
    String more = log1p(at.add("Exp", at.add("Neg", apart)), at);
    String sum = at.add("Add", at.add("Max", a, b), more);
    return choose(at.add("IsNaN", apart), at.add("Add", a, b), sum, at);
  }

  private static String choose(String mask, String yes, String no, OpContext at) {
    return at.add("Where", List.of(mask, yes, no));
  }
}
