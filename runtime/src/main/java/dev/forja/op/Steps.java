package dev.forja.op;

import java.util.Arrays;
import java.util.List;

/**
 * Short names for the ops from which {@link Op#gradient} builds a gradient. Not thread-safe, like
 * the context that it wraps.
 *
 * @param <V> the type of a value
 */
final class Steps<V> {
  private final GradContext<V> context;

  Steps(GradContext<V> context) {
    this.context = context;
  }

  V run(Op op, V input) {
    return context.apply(op, input);
  }

  V run(Op op, V first, V second) {
    return context.apply(op, first, second);
  }

  V run(Op op, List<V> inputs) {
    return context.apply(op, inputs);
  }

  V add(V a, V b) {
    return run(new BinaryOp(BinaryKind.ADD), a, b);
  }

  V sub(V a, V b) {
    return run(new BinaryOp(BinaryKind.SUB), a, b);
  }

  V mul(V a, V b) {
    return run(new BinaryOp(BinaryKind.MUL), a, b);
  }

  V div(V a, V b) {
    return run(new BinaryOp(BinaryKind.DIV), a, b);
  }

  /** {@code a + number}. */
  V plus(V a, double number) {
    return run(new ScalarOp(BinaryKind.ADD, (float) number, false), a);
  }

  /** {@code a * number}. */
  V times(V a, double number) {
    return run(new ScalarOp(BinaryKind.MUL, (float) number, false), a);
  }

  /** {@code number - a}. */
  V from(double number, V a) {
    return run(new ScalarOp(BinaryKind.SUB, (float) number, true), a);
  }

  /** {@code number / a}. */
  V over(double number, V a) {
    return run(new ScalarOp(BinaryKind.DIV, (float) number, true), a);
  }

  V square(V a) {
    return mul(a, a);
  }

  V unary(UnaryKind kind, V a) {
    return run(new UnaryOp(kind), a);
  }

  V math(MathKind kind, V a) {
    return run(new MathOp(kind), a);
  }

  /** A value of the same shape in which every element is a number. */
  V filled(V like, double number) {
    return run(new FullLikeOp(number), like);
  }

  /** {@code a} with zeros where the mask is true. */
  V without(V a, V mask) {
    return run(new MaskedFillOp(0), List.of(a, mask));
  }

  /** Whether a comparison holds. */
  V when(Comparison comparison, V a, V b) {
    return run(new CompareOp(comparison), a, b);
  }

  /** Float32 ones where a bool value is true, zeros elsewhere. */
  V ones(V mask) {
    return run(new CastOp(dev.forja.array.DType.F32), mask);
  }

  /** A view with two dimensions swapped. */
  V swapped(V a, int first, int second) {
    int[] order = new int[context.typeOf(a).rank()];
    Arrays.setAll(order, d -> d);
    order[first] = second;
    order[second] = first;
    return run(new PermuteOp(order), a);
  }

  /** The sizes of a value. */
  int[] sizes(V a) {
    return context.typeOf(a).sizes();
  }
}
