package dev.forja.tensor;

import dev.forja.op.GroupNormOp;
import dev.forja.op.LayerNormOp;
import dev.forja.op.Op;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Elements moved to mean 0 and scaled to variance 1, then weighed. Any thread may call these
 * methods; see {@link Tensor}.
 */
public sealed interface Normalization permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Layer norm over the last dimensions, which have the given shape. Weight and bias have it too,
   * and may be null.
   */
  @ShapeRule("ends(this, $0)")
  default Tensor layerNorm(
      int[] normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return affine(new LayerNormOp(true, eps, normalizedShape), weight, bias, normalizedShape);
  }

  /** RMS norm over the last dimensions, with PyTorch's default eps, 2^-23. */
  @ShapeRule("ends(this, $0)")
  default Tensor rmsNorm(int[] normalizedShape, @Nullable Tensor weight) {
    return rmsNorm(normalizedShape, weight, Math.ulp(1f));
  }

  /** RMS norm over the last dimensions: layer norm that leaves the mean where it is. */
  @ShapeRule("ends(this, $0)")
  default Tensor rmsNorm(int[] normalizedShape, @Nullable Tensor weight, double eps) {
    return affine(new LayerNormOp(false, eps, normalizedShape), weight, null, normalizedShape);
  }

  /** Group norm of [n, c, ..]. Weight and bias are [c], and may be null. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor groupNorm(int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int channels = self().rank() > 1 ? self().size(1) : 0;
    return affine(new GroupNormOp(groups, eps), weight, bias, channels);
  }

  /** Instance norm of [n, c, ..], each channel by itself. Weight and bias are [c], or null. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor instanceNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int channels = self().rank() > 1 ? self().size(1) : 0;
    return affine(new GroupNormOp(Math.max(channels, 1), eps), weight, bias, channels);
  }

  private Tensor affine(Op op, @Nullable Tensor weight, @Nullable Tensor bias, int... shape) {
    if (bias != null) {
      return Tensor.apply(op, self(), weight == null ? Tensor.ones(shape) : weight, bias);
    }
    return weight == null ? Tensor.apply(op, self()) : Tensor.apply(op, self(), weight);
  }
}
