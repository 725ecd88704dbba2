package dev.forja.op;

/**
 * The derivatives of the functions of {@link UnaryOp} as ops, by the rules of calculus. Where a
 * function is large but not chosen, its argument is limited first, so that no infinity is
 * multiplied by zero.
 */
final class UnaryFormulas {
  /** The constants of SELU (Klambauer et al., 2017). */
  private static final double ALPHA = 1.6732632423543772;

  private static final double SCALE = 1.0507009873554805;

  /** The coefficients of the approximation of GELU (Hendrycks and Gimpel, arXiv:1606.08415). */
  private static final double CUBE = 0.044715;

  private static final double ROOT = Math.sqrt(2 / Math.PI);

  private UnaryFormulas() {}

  /** {@code dy f'(x)}, for functions whose derivative is a formula of {@code y = f(x)}. */
  static <V> Term<V> byOutput(UnaryKind f, Term<V> y, Term<V> dy) {
    return switch (f) {
      case EXP -> dy.times(y);
      case SQRT -> dy.over(y.times(2));
      case RSQRT -> dy.times(-0.5).times(y.squared().times(y));
      case TANH -> dy.times(y.squared().from(1));
      case SIGMOID -> dy.times(y.from(1).times(y));
      default -> throw new AssertionError(f + " is computed from its input");
    };
  }

  /** {@code dy f'(x)}, for the other functions. */
  static <V> Term<V> byInput(UnaryKind f, Term<V> x, Term<V> dy) {
    return switch (f) {
      case LOG -> dy.over(x);
      case SIN -> dy.times(x.then(new UnaryOp(UnaryKind.COS)));
      case COS -> dy.times(x.then(new UnaryOp(UnaryKind.SIN))).negated();
      case ERF -> dy.times(x.squared().negated().exp().times(2 / Math.sqrt(Math.PI)));
      case SELU ->
          x.is(Comparison.GT, 0)
              .choose(dy.times(SCALE), dy.times(x.atMostZero().exp().times(SCALE * ALPHA)));
      case GELU -> dy.times(gelu(x));
      case GELU_TANH -> dy.times(geluTanh(x));
      case SILU -> {
        Term<V> s = x.sigmoid();
        yield dy.times(s.times(x.times(s.from(1)).plus(1)));
      }
      case MISH -> {
        Term<V> t = x.then(new SoftplusOp(1, 20)).tanh();
        yield dy.times(t.plus(x.times(x.sigmoid()).times(t.squared().from(1))));
      }
      case HARDSWISH -> {
        Term<V> inside = dy.times(x.over(3).plus(0.5));
        Term<V> rising = x.is(Comparison.LT, 3).choose(inside, dy);
        yield rising.zeroWhere(x.is(Comparison.LE, -3));
      }
      default -> throw new AssertionError(f + " is computed from its output");
    };
  }

  /** {@code P(x) + x p(x)}, with the normal distribution P and its density p. */
  private static <V> Term<V> gelu(Term<V> x) {
    Term<V> below = x.times(Math.sqrt(0.5)).then(new UnaryOp(UnaryKind.ERF)).plus(1).times(0.5);
    Term<V> density = x.squared().times(-0.5).exp().times(1 / Math.sqrt(2 * Math.PI));
    return below.plus(x.times(density));
  }

  /**
   * {@code s + x s r w'}, with {@code w = 2 u}, {@code s = (1 + tanh(u)) / 2 = 1 / (1 + e^-w)} and
   * {@code r = 1 - s = 1 / (1 + e^w)}, computed apart because one of them is tiny in each tail.
   */
  private static <V> Term<V> geluTanh(Term<V> x) {
    Term<V> square = x.squared();
    Term<V> w = x.times(square.times(CUBE).plus(1)).times(2 * ROOT);
    Term<V> s = w.sigmoid();
    Term<V> slope = square.times(3 * CUBE).plus(1).times(2 * ROOT);
    return s.plus(x.times(s.times(w.negated().sigmoid())).times(slope));
  }
}
