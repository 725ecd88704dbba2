package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.ExtremeOp;
import dev.forja.op.ExtremumOp;
import dev.forja.op.MeanOp;
import dev.forja.op.SumOp;

/**
 * Many elements made into few. Without dimensions, over all. The reduced dimensions vanish, or stay
 * with size 1 where {@code keepDim} says so.
 */
public sealed interface Reductions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The sum. Of integers and booleans it is int64. */
  default Tensor sum(int... dims) {
    return sum(dims, false);
  }

  /** The sum. Of integers and booleans it is int64. */
  default Tensor sum(int[] dims, boolean keepDim) {
    Tensor summable = self().to(self().dtype().isFloat() ? DType.F32 : DType.I64);
    return Tensor.apply(new SumOp(keepDim, dims), summable);
  }

  /** The mean. */
  default Tensor mean(int... dims) {
    return mean(dims, false);
  }

  /** The mean. */
  default Tensor mean(int[] dims, boolean keepDim) {
    return Tensor.apply(new MeanOp(keepDim, dims), self());
  }

  /** The largest element of all; equal ones share the gradient. A NaN beats all. */
  default Tensor max() {
    return amax();
  }

  /** The smallest element of all; equal ones share the gradient. A NaN beats all. */
  default Tensor min() {
    return amin();
  }

  /** The largest elements along a dimension, and their places. */
  default Extremum max(int dim) {
    return max(dim, false);
  }

  /** The largest elements along a dimension, and their places. */
  default Extremum max(int dim, boolean keepDim) {
    return Extremum.of(self(), new ExtremumOp(true, dim, keepDim));
  }

  /** The smallest elements along a dimension, and their places. */
  default Extremum min(int dim) {
    return min(dim, false);
  }

  /** The smallest elements along a dimension, and their places. */
  default Extremum min(int dim, boolean keepDim) {
    return Extremum.of(self(), new ExtremumOp(false, dim, keepDim));
  }

  /** The largest elements over some dimensions; equal ones share the gradient. */
  default Tensor amax(int... dims) {
    return amax(dims, false);
  }

  /** The largest elements over some dimensions; equal ones share the gradient. */
  default Tensor amax(int[] dims, boolean keepDim) {
    return Tensor.apply(new ExtremeOp(true, keepDim, dims), self());
  }

  /** The smallest elements over some dimensions; equal ones share the gradient. */
  default Tensor amin(int... dims) {
    return amin(dims, false);
  }

  /** The smallest elements over some dimensions; equal ones share the gradient. */
  default Tensor amin(int[] dims, boolean keepDim) {
    return Tensor.apply(new ExtremeOp(false, keepDim, dims), self());
  }

  /** The place of the largest element among all in order, as int64; of equal ones the first. */
  default Tensor argmax() {
    return self().flatten().argmax(0);
  }

  /** The places of the largest elements along a dimension, as int64; of equal ones the first. */
  default Tensor argmax(int dim) {
    return max(dim).indices();
  }

  /** The place of the smallest element among all in order, as int64; of equal ones the first. */
  default Tensor argmin() {
    return self().flatten().argmin(0);
  }

  /** The places of the smallest elements along a dimension, as int64; of equal ones the first. */
  default Tensor argmin(int dim) {
    return min(dim).indices();
  }
}
