package dev.forja.models.encoder;

import dev.forja.CallContext;
import dev.forja.nn.Dropout;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Attention with several heads. */
final class Heads {
  private Heads() {}

  /** [n, l, heads * width] as [n, heads, l, width]. */
  static Tensor split(Tensor x, int heads) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /** [n, heads, l, width] as [n, l, heads * width]. */
  static Tensor join(Tensor x) {
    return x.transpose(1, 2).reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
  }

  /** A mask of keys, [n, l], as one of scores, [n, 1, 1, l]. */
  static @Nullable Tensor keys(@Nullable Tensor mask) {
    return mask == null ? null : mask.reshape(mask.size(0), 1, 1, mask.size(1));
  }

  /** Numbers to add to scores, and minus infinity for keys that are not to be seen. */
  static Tensor hidden(Tensor bias, @Nullable Tensor mask) {
    return mask == null ? bias : bias.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY);
  }

  /**
   * What each query gathers. Only dropout, in training, needs the scores as a tensor.
   *
   * @param mask bool, or float32 to be added, which broadcasts to [n, heads, l, l]
   * @param dropout that of the scores; null for none
   */
  static Tensor attend(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      @Nullable Dropout dropout,
      CallContext context) {
    if (!context.training() || dropout == null) {
      return query.scaledDotProductAttention(key, value, mask);
    }
    Tensor scores = query.matmul(key.transpose(2, 3)).div(Math.sqrt(query.size(3)));
    if (mask != null) {
      // Not minus infinity, which would give NaN where padding sees nothing.
      scores =
          mask.dtype().isFloat()
              ? scores.add(mask)
              : scores.maskedFill(mask.logicalNot(), -Float.MAX_VALUE);
    }
    return dropout.call(scores.softmax(-1)).matmul(value);
  }
}
