package dev.forja.tensor;

import dev.forja.op.LinearOp;
import dev.forja.op.MatmulOp;
import org.jspecify.annotations.Nullable;

/** Products of matrices. */
public sealed interface LinearAlgebra permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The matrix product, by the rules of {@code torch.matmul}: [.., m, k] x [.., k, n] gives [.., m,
   * n]; vectors are a row on the left and a column on the right.
   */
  default Tensor matmul(Tensor other) {
    return Tensor.apply(new MatmulOp(), self(), other);
  }

  /** {@code this W^T + b}: this is [.., in], the weight [out, in], the bias [out] or null. */
  default Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return bias == null
        ? Tensor.apply(new LinearOp(), self(), weight)
        : Tensor.apply(new LinearOp(), self(), weight, bias);
  }
}
