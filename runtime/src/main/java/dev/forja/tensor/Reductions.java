package dev.forja.tensor;

import dev.forja.array.DType;
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
}
