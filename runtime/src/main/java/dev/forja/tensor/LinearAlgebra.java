package dev.forja.tensor;

import dev.forja.op.AttentionOp;
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

  /**
   * Attention of this query [.., l, e] over keys [.., s, e] and values [.., s, d]: {@code softmax(q
   * k^T / sqrt(e) + mask) v}. The mask, or null, broadcasts to [.., l, s]: bool, where true may be
   * seen, or float32, which is added. A row that sees nothing gives zeros.
   */
  default Tensor scaledDotProductAttention(Tensor key, Tensor value, @Nullable Tensor mask) {
    return scaledDotProductAttention(key, value, mask, new AttentionOp(Double.NaN, false));
  }

  /** Attention with a scale of its own, or causal. */
  default Tensor scaledDotProductAttention(
      Tensor key, Tensor value, @Nullable Tensor mask, AttentionOp options) {
    return mask == null
        ? Tensor.apply(options, self(), key, value)
        : Tensor.apply(options, self(), key, value, mask);
  }

  /**
   * {@code x1 W x2 + b} for each of the output's features: this x1 is [.., i], x2 [.., j], the
   * weight [o, i, j], the bias [o] or null.
   */
  default Tensor bilinear(Tensor other, Tensor weight, @Nullable Tensor bias) {
    Tensor product = Tensor.einsum("...i,oij,...j->...o", self(), weight, other);
    return bias == null ? product : product.add(bias);
  }
}
