package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.GroupNormOp;
import dev.forja.op.LayerNormOp;
import dev.forja.op.Op;
import dev.forja.op.PoolWindow;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation to mean 0 and variance 1, followed by a weight and a bias. Any thread may call
 * these methods; see {@link Tensor}.
 */
public sealed interface Normalization permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Layer norm over the last dimensions, which must have the given shape. Weight and bias have the
   * same shape, and may be null.
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

  /** RMS norm over the last dimensions: layer norm without subtracting the mean. */
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

  /**
   * Instance norm of [n, c, ..], which normalises each channel separately. Weight and bias are [c],
   * or null.
   */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor instanceNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int channels = self().rank() > 1 ? self().size(1) : 0;
    return affine(new GroupNormOp(Math.max(channels, 1), eps), weight, bias, channels);
  }

  /**
   * Divides each element of [n, c, ..] by {@code (k + alpha / size * sum of squares)^beta}, where
   * the sum is over the elements of {@code size} neighbouring channels.
   */
  @ShapeRule("ranked(this, 3, 99)")
  default Tensor localResponseNorm(int size, double alpha, double beta, double k) {
    int[] shape = self().shape();
    if (shape.length < 3 || size < 1) {
      throw new IllegalArgumentException(
          "local_response_norm: input %s, size %d: expected [n, c, l] or more dimensions, and a size"
                  .formatted(Shapes.show(shape), size)
              + " of 1 or more");
    }
    int rest = Shapes.count(Arrays.copyOfRange(shape, 2, shape.length));
    Tensor squares = self().square().reshape(shape[0], 1, shape[1], rest);
    Tensor padded = squares.pad(new int[] {0, 0, size / 2, (size - 1) / 2}, 0);
    AvgPool2dOp means =
        new AvgPool2dOp(new PoolWindow(size, 1, 0, 1, false), PoolWindow.of(1), true, 0);
    Tensor near = Tensor.apply(means, padded).reshape(shape);
    return self().div(near.mul(alpha).add(k).pow(beta));
  }

  /**
   * Divides the rows along a dimension by their p-norm, or by {@code eps} if that is smaller, as
   * {@code torch.nn.functional.normalize}.
   */
  @ShapeRule("same(this)")
  default Tensor normalize(double p, int dim, double eps) {
    return self().div(self().norm(p, new int[] {dim}, true).clampMin(eps));
  }

  private Tensor affine(Op op, @Nullable Tensor weight, @Nullable Tensor bias, int... shape) {
    if (bias != null) {
      return Tensor.apply(op, self(), weight == null ? Tensor.ones(shape) : weight, bias);
    }
    return weight == null ? Tensor.apply(op, self()) : Tensor.apply(op, self(), weight);
  }
}
