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
 * Reductions over some dimensions, or over all if none is given. The reduced dimensions are
 * removed, or kept with size 1 if {@code keepDim} is true. Any thread may call these methods; see
 * {@link Tensor}.
 */
public sealed interface Reductions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** This as float32, or as int64 if it holds integers or booleans. */
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

  /** The largest element of all; equal elements share the gradient. NaN takes precedence. */
  @ShapeRule("[]")
  default Tensor max() {
    return amax();
  }

  /** The smallest element of all; equal elements share the gradient. NaN takes precedence. */
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

  /**
   * The index of the largest element in the flattened tensor, as int64; the first one among equal
   * elements.
   */
  @ShapeRule("[]")
  default Tensor argmax() {
    return self().flatten().argmax(0);
  }

  /**
   * The indices of the largest elements along a dimension, as int64; the first one among equal
   * elements.
   */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor argmax(int dim) {
    return argmax(dim, false);
  }

  /** The same, with the dimension kept as one of size 1 if {@code keepDim}. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor argmax(int dim, boolean keepDim) {
    return max(dim, keepDim).indices();
  }

  /**
   * The index of the smallest element in the flattened tensor, as int64; the first one among equal
   * elements.
   */
  @ShapeRule("[]")
  default Tensor argmin() {
    return self().flatten().argmin(0);
  }

  /**
   * The indices of the smallest elements along a dimension, as int64; the first one among equal
   * elements.
   */
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

  /** The sample variance: the sum of squares divided by the number of elements minus 1. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor variance(int... dims) {
    return variance(dims, 1, false);
  }

  /**
   * The variance: the sum of squares divided by the number of elements minus {@code correction}.
   */
  @ShapeRule("reduce(this, $0, $2)")
  default Tensor variance(int[] dims, double correction, boolean keepDim) {
    return Tensor.apply(new VarianceOp(false, correction, keepDim, dims), self());
  }

  /** The sample standard deviation, the root of {@link #variance(int...)}. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor std(int... dims) {
    return std(dims, 1, false);
  }

  /** The standard deviation, the root of {@link #variance(int[], double, boolean)}. */
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
    return norm(2, new int[0]);
  }

  /** The p-norm, p being any number or infinite. See {@link NormOp}. */
  @ShapeRule("reduce(this, $1, false)")
  default Tensor norm(double p, int[] dims) {
    return norm(p, dims, false);
  }

  /** The p-norm, p being any number or infinite. See {@link NormOp}. */
  @ShapeRule("reduce(this, $1, $2)")
  default Tensor norm(double p, int[] dims, boolean keepDim) {
    return Tensor.apply(new NormOp(p, keepDim, dims), self());
  }
}
