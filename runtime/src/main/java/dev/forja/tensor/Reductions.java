package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.AmaxAminOp;
import dev.forja.op.LogSumExpOp;
import dev.forja.op.MaxMinOp;
import dev.forja.op.MeanOp;
import dev.forja.op.NormOp;
import dev.forja.op.ProdOp;
import dev.forja.op.SumOp;
import dev.forja.op.VarianceOp;
import dev.forja.spi.ShapeRule;

/**
 * Many elements made into few. Without dimensions, over all. The reduced dimensions vanish, or stay
 * with size 1 where {@code keepDim} says so. Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Reductions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** As float32, or int64 of integers and booleans. */
  private Tensor widened() {
    return self().to(self().dtype().isFloat() ? DType.F32 : DType.I64);
  }

  /** The sum. Of integers and booleans it is int64. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor sum(int... dims) {
    return sum(dims, false);
  }

  /** The sum. Of integers and booleans it is int64. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor sum(int[] dims, boolean keepDim) {
    return Tensor.apply(new SumOp(keepDim, dims), widened());
  }

  /** The mean. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor mean(int... dims) {
    return mean(dims, false);
  }

  /** The mean. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor mean(int[] dims, boolean keepDim) {
    return Tensor.apply(new MeanOp(keepDim, dims), self());
  }

  /** The largest element of all; equal ones share the gradient. A NaN beats all. */
  @ShapeRule("[]")
  default Tensor max() {
    return amax();
  }

  /** The smallest element of all; equal ones share the gradient. A NaN beats all. */
  @ShapeRule("[]")
  default Tensor min() {
    return amin();
  }

  /** The largest elements along a dimension, and their places. */
  @ShapeRule("{values = reduce(this, $0, false), indices = reduce(this, $0, false)}")
  default ValuesAndIndices max(int dim) {
    return max(dim, false);
  }

  /** The largest elements along a dimension, and their places. */
  @ShapeRule("{values = reduce(this, $0, $1), indices = reduce(this, $0, $1)}")
  default ValuesAndIndices max(int dim, boolean keepDim) {
    return ValuesAndIndices.of(widened(), new MaxMinOp(true, dim, keepDim));
  }

  /** The smallest elements along a dimension, and their places. */
  @ShapeRule("{values = reduce(this, $0, false), indices = reduce(this, $0, false)}")
  default ValuesAndIndices min(int dim) {
    return min(dim, false);
  }

  /** The smallest elements along a dimension, and their places. */
  @ShapeRule("{values = reduce(this, $0, $1), indices = reduce(this, $0, $1)}")
  default ValuesAndIndices min(int dim, boolean keepDim) {
    return ValuesAndIndices.of(widened(), new MaxMinOp(false, dim, keepDim));
  }

  /** The largest elements over some dimensions; equal ones share the gradient. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor amax(int... dims) {
    return amax(dims, false);
  }

  /** The largest elements over some dimensions; equal ones share the gradient. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor amax(int[] dims, boolean keepDim) {
    return Tensor.apply(new AmaxAminOp(true, keepDim, dims), widened());
  }

  /** The smallest elements over some dimensions; equal ones share the gradient. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor amin(int... dims) {
    return amin(dims, false);
  }

  /** The smallest elements over some dimensions; equal ones share the gradient. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor amin(int[] dims, boolean keepDim) {
    return Tensor.apply(new AmaxAminOp(false, keepDim, dims), widened());
  }

  /** The place of the largest element among all in order, as int64; of equal ones the first. */
  @ShapeRule("[]")
  default Tensor argmax() {
    return self().flatten().argmax(0);
  }

  /** The places of the largest elements along a dimension, as int64; of equal ones the first. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor argmax(int dim) {
    return argmax(dim, false);
  }

  /** The same, with the dimension kept as one of size 1 if {@code keepDim}. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor argmax(int dim, boolean keepDim) {
    return max(dim, keepDim).indices();
  }

  /** The place of the smallest element among all in order, as int64; of equal ones the first. */
  @ShapeRule("[]")
  default Tensor argmin() {
    return self().flatten().argmin(0);
  }

  /** The places of the smallest elements along a dimension, as int64; of equal ones the first. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor argmin(int dim) {
    return argmin(dim, false);
  }

  /** The same, with the dimension kept as one of size 1 if {@code keepDim}. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor argmin(int dim, boolean keepDim) {
    return min(dim, keepDim).indices();
  }

  /** The product; of nothing it is 1. Of integers and booleans it is int64. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor prod(int... dims) {
    return prod(dims, false);
  }

  /** The product; of nothing it is 1. Of integers and booleans it is int64. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor prod(int[] dims, boolean keepDim) {
    return Tensor.apply(new ProdOp(keepDim, dims), widened());
  }

  /** The variance of a sample: divided by one less than the number of elements. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor var(int... dims) {
    return var(dims, 1, false);
  }

  /** The variance: divided by the number of elements less {@code correction}. */
  @ShapeRule("reduce(this, $0, $2)")
  default Tensor var(int[] dims, double correction, boolean keepDim) {
    return Tensor.apply(new VarianceOp(false, correction, keepDim, dims), self());
  }

  /** The standard deviation of a sample, the root of {@link #var(int...)}. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor std(int... dims) {
    return std(dims, 1, false);
  }

  /** The standard deviation, the root of {@link #var(int[], double, boolean)}. */
  @ShapeRule("reduce(this, $0, $2)")
  default Tensor std(int[] dims, double correction, boolean keepDim) {
    return Tensor.apply(new VarianceOp(true, correction, keepDim, dims), self());
  }

  /** The logarithm of the sum of {@code e^this}, exact where that overflows. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor logsumexp(int... dims) {
    return logsumexp(dims, false);
  }

  /** The logarithm of the sum of {@code e^this}, exact where that overflows. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor logsumexp(int[] dims, boolean keepDim) {
    return Tensor.apply(new LogSumExpOp(keepDim, dims), self());
  }

  /** The Euclidean norm of all elements. */
  @ShapeRule("[]")
  default Tensor norm() {
    return norm(2);
  }

  /** The p-norm, p being any number or infinite. See {@link NormOp}. */
  @ShapeRule("reduce(this, $1, false)")
  default Tensor norm(double p, int... dims) {
    return norm(p, dims, false);
  }

  /** The p-norm, p being any number or infinite. See {@link NormOp}. */
  @ShapeRule("reduce(this, $1, $2)")
  default Tensor norm(double p, int[] dims, boolean keepDim) {
    return Tensor.apply(new NormOp(p, keepDim, dims), self());
  }
}
