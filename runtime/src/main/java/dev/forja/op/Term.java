package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link GradContext} with arithmetic, so that the gradients of ops read like
 * formulas. Shapes broadcast.
 */
record Term<V>(GradContext<V> context, V value) {
  static <V> Term<V> gradOutput(GradContext<V> context) {
    return new Term<>(context, context.gradOutput());
  }

  static <V> Term<V> input(GradContext<V> context, int input, int saved) {
    return new Term<>(context, context.input(input, saved));
  }

  static <V> Term<V> input(GradContext<V> context, int input, NdArray value) {
    return new Term<>(context, context.input(input, value));
  }

  static <V> Term<V> output(GradContext<V> context, int output, int saved) {
    return new Term<>(context, context.output(output, saved));
  }

  static <V> Term<V> output(GradContext<V> context, int output, NdArray value) {
    return new Term<>(context, context.output(output, value));
  }

  static <V> Term<V> constant(GradContext<V> context, NdArray value) {
    return new Term<>(context, context.constant(value));
  }

  /** A constant zero in a shape. */
  static <V> Term<V> zeros(GradContext<V> context, int... shape) {
    return constant(context, Masks.number(0).expand(shape));
  }

  /** The gradient of the only input. */
  static <V> List<@Nullable V> only(Term<V> gradient) {
    return Collections.singletonList(gradient.value);
  }

  /** The gradients of all inputs, in order; null for one that is not needed. */
  @SafeVarargs
  static <V> List<@Nullable V> all(@Nullable Term<V>... gradients) {
    List<@Nullable V> values = new ArrayList<>();
    for (Term<V> gradient : gradients) {
      values.add(gradient == null ? null : gradient.value);
    }
    return values;
  }

  /** The result of an op with one input. */
  Term<V> then(Op op) {
    return new Term<>(context, context.apply(op, value));
  }

  /** The result of an op with two inputs, this one first. */
  Term<V> then(Op op, Term<V> second) {
    return new Term<>(context, context.apply(op, value, second.value));
  }

  /** The result of an op with three inputs, this one first. */
  Term<V> then(Op op, Term<V> second, Term<V> third) {
    return new Term<>(context, context.apply(op, List.of(value, second.value, third.value)));
  }

  Term<V> plus(Term<V> other) {
    return then(new BinaryOp(BinaryKind.ADD), other);
  }

  Term<V> minus(Term<V> other) {
    return then(new BinaryOp(BinaryKind.SUB), other);
  }

  Term<V> times(Term<V> other) {
    return then(new BinaryOp(BinaryKind.MUL), other);
  }

  Term<V> over(Term<V> other) {
    return then(new BinaryOp(BinaryKind.DIV), other);
  }

  Term<V> plus(double number) {
    return scalar(BinaryKind.ADD, number, false);
  }

  Term<V> times(double number) {
    return scalar(BinaryKind.MUL, number, false);
  }

  Term<V> over(double number) {
    return scalar(BinaryKind.DIV, number, false);
  }

  /** {@code number - this}. */
  Term<V> from(double number) {
    return scalar(BinaryKind.SUB, number, true);
  }

  Term<V> atLeast(double number) {
    return scalar(BinaryKind.MAX, number, false);
  }

  /** The smaller of this and zero; the gradient at zero is zero. */
  Term<V> atMostZero() {
    return then(new HardtanhOp(Float.NEGATIVE_INFINITY, 0));
  }

  private Term<V> scalar(BinaryKind kind, double number, boolean reversed) {
    return then(new ScalarOp(kind, (float) number, reversed));
  }

  Term<V> negated() {
    return then(new UnaryOp(UnaryKind.NEG));
  }

  Term<V> squared() {
    return times(this);
  }

  Term<V> exp() {
    return then(new UnaryOp(UnaryKind.EXP));
  }

  Term<V> log() {
    return then(new UnaryOp(UnaryKind.LOG));
  }

  Term<V> sigmoid() {
    return then(new UnaryOp(UnaryKind.SIGMOID));
  }

  Term<V> tanh() {
    return then(new UnaryOp(UnaryKind.TANH));
  }

  Term<V> matmul(Term<V> other) {
    return then(new MatmulOp(), other);
  }

  /** The sum over some dimensions, which are kept with size 1. */
  Term<V> sum(int... dims) {
    return then(new SumOp(true, dims));
  }

  /** The sum over all dimensions but one, a vector. */
  Term<V> sumBut(int dim) {
    int[] shape = shape();
    int[] others = IntStream.range(0, shape.length).filter(d -> d != dim).toArray();
    return others.length == 0 ? this : sum(others).reshape(shape[dim]);
  }

  /** The mean over some dimensions, which are kept with size 1. */
  Term<V> mean(int... dims) {
    return then(new MeanOp(true, dims));
  }

  Term<V> reshape(int... shape) {
    return then(new ReshapeOp(shape));
  }

  Term<V> expand(int... shape) {
    return then(new ExpandOp(shape));
  }

  /** The last two dimensions exchanged. */
  Term<V> turned() {
    int[] dims = new int[shape().length];
    Arrays.setAll(dims, d -> d);
    dims[dims.length - 2] = dims.length - 1;
    dims[dims.length - 1] = dims.length - 2;
    return then(new PermuteOp(dims));
  }

  /** A part of a dimension. */
  Term<V> slice(int dim, int from, int length) {
    return then(new SliceOp(dim, from, from + length, 1));
  }

  int[] shape() {
    return context.typeOf(value).sizes();
  }

  /** Where this compares in this way with a number; a bool without a history. */
  Term<V> is(Comparison comparison, double number) {
    return is(comparison, constant(context, Masks.number((float) number)));
  }

  /** Where this compares in this way with another value; a bool without a history. */
  Term<V> is(Comparison comparison, Term<V> other) {
    return then(new CompareOp(comparison), other);
  }

  /** {@code a} where this bool is true, otherwise {@code b}. */
  Term<V> choose(Term<V> a, Term<V> b) {
    return then(new WhereOp(), a, b);
  }

  /** This, with zeros where the mask is true, even for infinities and NaN. */
  Term<V> zeroWhere(Term<V> mask) {
    return then(new MaskedFillOp(0), mask);
  }

  /** This, summed over the dimensions in which an input was broadcast. */
  Term<V> reducedTo(int input) {
    return new Term<>(context, context.reduce(value, input));
  }
}
