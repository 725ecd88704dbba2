package dev.forja.op;

/**
 * The gamma, error and Bessel functions of one number, in double, from the formulas of the Digital
 * Library of Mathematical Functions (DLMF) that each method names. Stateless and therefore
 * thread-safe.
 */
final class SpecialFunctions {
  private static final double ROOT_PI = StrictMath.sqrt(StrictMath.PI);

  /** From here on, the asymptotic series of the gamma functions are exact to double. */
  private static final double ASYMPTOTIC = 14;

  /** The Bernoulli numbers with the indices 2, 4, .., 16. */
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };

  private SpecialFunctions() {}

  /** The error function: the series with positive terms, DLMF 7.6.2, or {@code 1 - erfc}. */
  static double erf(double x) {
    double size = Math.abs(x);
    if (!(size < 2.5)) {
      return Double.isNaN(x) ? x : Math.copySign(1 - tail(size), x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / ROOT_PI * StrictMath.exp(-x * x) * sum;
  }

  /** {@code 1 - erf(x)}, accurate where that is small. */
  static double erfc(double x) {
    return x >= 2.5 ? tail(x) : 1 - erf(x);
  }

  /** The continued fraction of erfc, DLMF 7.9.1, from 60 levels on upwards. */
  private static double tail(double x) {
    if (x > 30) {
      return 0;
    }
    double below = x;
    for (int k = 60; k >= 1; k--) {
      below = x + k / 2.0 / below;
    }
    return StrictMath.exp(-x * x) / (ROOT_PI * below);
  }

  /**
   * The inverse of erf: a first value with an error of some thousandths (S. Winitzki, A handy
   * approximation for the error function and its inverse, 2008), and then steps of Newton.
   */
  static double erfinv(double y) {
    double size = Math.abs(y);
    if (!(size < 1)) {
      return size == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    double log = StrictMath.log1p(-y * y);
    double half = 2 / (StrictMath.PI * 0.147) + log / 2;
    double x = Math.sqrt(Math.max(0, Math.sqrt(half * half - log / 0.147) - half));
    for (int step = 0; step < 4; step++) {
      double error = size > 0.5 ? (1 - size) - erfc(x) : erf(x) - size;
      x -= error * ROOT_PI / 2 * StrictMath.exp(x * x);
    }
    return Math.copySign(x, y);
  }

  /** The logarithm of the magnitude of the gamma function: DLMF 5.11.1, 5.5.1 and 5.5.3. */
  static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x) || (x <= 0 && x == Math.rint(x))) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      return StrictMath.log(StrictMath.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
    }
    double at = x;
    double product = 1;
    while (at < ASYMPTOTIC) {
      product *= at++;
    }
    double series = 0;
    double power = at;
    for (int k = 0; k < BERNOULLI.length; k++) {
      series += BERNOULLI[k] / ((2 * k + 2) * (2 * k + 1.0) * power);
      power *= at * at;
    }
    double halfLog2Pi = 0.5 * StrictMath.log(2 * StrictMath.PI);
    return (at - 0.5) * StrictMath.log(at) - at + halfLog2Pi + series - StrictMath.log(product);
  }

  /** {@code sin(pi x)}, exact at integers. */
  private static double sinPi(double x) {
    double nearest = Math.rint(x);
    double sine = StrictMath.sin(StrictMath.PI * (x - nearest));
    return nearest % 2 == 0 ? sine : -sine;
  }

  /** The derivative of the logarithm of the gamma function: DLMF 5.11.2, 5.5.2 and 5.5.4. */
  static double digamma(double x) {
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x < 0) {
      if (x == Math.rint(x)) {
        return Double.NaN;
      }
      double part = x - Math.rint(x);
      return digamma(1 - x) - StrictMath.PI / StrictMath.tan(StrictMath.PI * part);
    }
    double at = x;
    double sum = 0;
    while (at < ASYMPTOTIC) {
      sum -= 1 / at++;
    }
    double series = 0;
    double power = at * at;
    for (int k = 0; k < BERNOULLI.length; k++) {
      series += BERNOULLI[k] / ((2 * k + 2) * power);
      power *= at * at;
    }
    return sum + StrictMath.log(at) - 0.5 / at - series;
  }

  /** The n-th derivative of digamma: {@code (-1)^(n+1) n! zeta(n + 1, x)}, DLMF 5.15.1. */
  static double polygamma(int n, double x) {
    if (n == 0) {
      return digamma(x);
    }
    double factorial = 1;
    for (int k = 2; k <= n && factorial < Double.POSITIVE_INFINITY; k++) {
      factorial *= k;
    }
    return (n % 2 == 0 ? -factorial : factorial) * zeta(n + 1.0, x);
  }

  /** Hurwitz's zeta function for an integer s of 2 or more: Euler's sum, DLMF 25.11.5. */
  private static double zeta(double s, double x) {
    if (x <= 0 && x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double at = x;
    double sum = 0;
    while (at < ASYMPTOTIC) {
      sum += power(at++, -s);
    }
    sum += power(at, 1 - s) / (s - 1) + power(at, -s) / 2;
    double rising = s;
    double factorial = 2;
    for (int k = 0; k < BERNOULLI.length; k++) {
      sum += BERNOULLI[k] / factorial * rising * power(at, -s - 2 * k - 1);
      rising *= (s + 2 * k + 1.0) * (s + 2 * k + 2.0);
      factorial *= (2 * k + 3.0) * (2 * k + 4.0);
    }
    return sum;
  }

  private static double power(double x, double n) {
    return StrictMath.pow(x, n);
  }

  /** The modified Bessel function of order 0 or 1: DLMF 10.25.2 and 10.40.1. */
  static double bessel(int order, double x) {
    double size = Math.abs(x);
    double sign = order == 1 && x < 0 ? -1 : 1;
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return sign * size;
    }
    double term = order == 0 ? 1 : size / 2;
    double sum = term;
    if (size < 30) {
      for (int k = 1; term > sum * 1e-18; k++) {
        term *= size / 2 / k * (size / 2 / (k + order));
        sum += term;
      }
      return sign * sum;
    }
    term = 1;
    sum = 1;
    for (int k = 1; k < 20; k++) {
      term *= -(4.0 * order - (2 * k - 1.0) * (2 * k - 1.0)) / (k * 8 * size);
      sum += term;
    }
    return sign * sum * StrictMath.exp(size) / Math.sqrt(2 * StrictMath.PI * size);
  }

  /**
   * The regularised incomplete gamma function, lower or upper: the series DLMF 8.7.1 below a + 1,
   * otherwise the continued fraction DLMF 8.9.2.
   */
  static double incompleteGamma(double a, double x, boolean upper) {
    if (!(a >= 0) || !(x >= 0) || (a == 0 && x == 0)) {
      return Double.NaN;
    }
    if (a == 0 || x == 0 || Double.isInfinite(a) || Double.isInfinite(x)) {
      boolean whole = a == 0 || (Double.isInfinite(x) && !Double.isInfinite(a));
      if (Double.isInfinite(a) && Double.isInfinite(x)) {
        return Double.NaN;
      }
      return whole == upper ? 0 : 1;
    }
    double front = StrictMath.exp(a * StrictMath.log(x) - x - lgamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (double k = a + 1; term > sum * 1e-17; k++) {
        term *= x / k;
        sum += term;
      }
      return upper ? 1 - front * sum : front * sum;
    }
    double tail = front * fraction(a, x);
    return upper ? tail : 1 - tail;
  }

  /** The continued fraction of the upper function, evaluated by Lentz's method. */
  private static double fraction(double a, double x) {
    double tiny = 1e-300;
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double value = d;
    for (int k = 1; k < 100_000; k++) {
      double step = -k * (k - a);
      b += 2;
      d = step * d + b;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = b + step / c;
      c = Math.abs(c) < tiny ? tiny : c;
      double change = d * c;
      value *= change;
      if (Math.abs(change - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }
}
