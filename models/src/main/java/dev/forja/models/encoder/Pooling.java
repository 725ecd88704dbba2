package dev.forja.models.encoder;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Ways to make one vector of the vectors of a text's tokens, as sentence-transformers names them.
 * Immutable and therefore thread-safe.
 */
public enum Pooling {
  /** The vector of the first token. */
  CLS,
  /** That of the last token. */
  LAST_TOKEN,
  /** The largest of each number. */
  MAX,
  /** The mean. */
  MEAN,
  /** The sum, divided by the square root of the number of tokens. */
  MEAN_SQRT_LEN,
  /** The mean, in which the first token counts once, the second twice, and so on. */
  WEIGHTED_MEAN;

  /**
   * Pools.
   *
   * @param hidden the vectors of the tokens, [n, l, width]
   * @param mask bool [n, l]: true for the tokens that count; null for all
   * @return [n, width]
   */
  public Tensor of(Tensor hidden, @Nullable Tensor mask) {
    int length = hidden.size(1);
    return switch (this) {
      case CLS -> mask == null ? hidden.select(1, 0) : at(hidden, first(mask));
      case LAST_TOKEN -> mask == null ? hidden.select(1, length - 1) : at(hidden, last(mask));
      case MAX -> without(hidden, mask, Double.NEGATIVE_INFINITY).amax(1);
      case MEAN -> mean(hidden, mask);
      case MEAN_SQRT_LEN ->
          mask == null
              ? hidden.sum(1).div(Math.sqrt(length))
              : without(hidden, mask, 0).sum(1).div(count(mask).sqrt());
      case WEIGHTED_MEAN -> {
        Tensor weights = Tensor.arange(length).add(1).to(DType.F32).reshape(1, length, 1);
        Tensor counted = mask == null ? weights : weights.mul(mask.to(DType.F32).unsqueeze(-1));
        yield hidden.mul(counted).sum(1).div(counted.sum(1));
      }
    };
  }

  static Tensor mean(Tensor hidden, @Nullable Tensor mask) {
    return mask == null ? hidden.mean(1) : without(hidden, mask, 0).sum(1).div(count(mask));
  }

  private static Tensor without(Tensor hidden, @Nullable Tensor mask, double value) {
    return mask == null ? hidden : hidden.maskedFill(mask.logicalNot().unsqueeze(-1), value);
  }

  /** The number of tokens, [n, 1]. */
  private static Tensor count(Tensor mask) {
    return mask.to(DType.F32).sum(new int[] {1}, true);
  }

  private static Tensor first(Tensor mask) {
    return mask.to(DType.F32).argmax(1);
  }

  private static Tensor last(Tensor mask) {
    return mask.to(DType.I64).cumsum(1).argmax(1);
  }

  /** The vectors at these places, [n]. */
  private static Tensor at(Tensor hidden, Tensor places) {
    Tensor index = places.reshape(hidden.size(0), 1, 1).expand(hidden.size(0), 1, hidden.size(2));
    return hidden.gather(1, index).squeeze(1);
  }
}
