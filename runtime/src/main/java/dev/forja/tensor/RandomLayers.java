package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.RreluOp;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Layers that draw random numbers, built from dropout, which replays and devices know. */
final class RandomLayers {
  /** The limit of SELU at minus infinity, times -1. */
  private static final double SATURATION = 1.7580993408473766;

  private RandomLayers() {}

  /** Ones with probability {@code 1 - p}, otherwise zeros. */
  private static Tensor kept(double p, int[] shape, RandomGenerator random) {
    return Tensor.ones(shape).dropout(p, random).gt(0).to(DType.F32);
  }

  /** The shape of x with size 1 in the last dimensions. */
  private static int[] channels(int[] shape, int dims) {
    int[] mask = shape.clone();
    Arrays.fill(mask, mask.length - dims, mask.length, 1);
    return mask;
  }

  static Tensor featureDropout(Tensor x, double p, int dims, RandomGenerator random) {
    if (x.rank() != dims + 1 && x.rank() != dims + 2) {
      throw new IllegalArgumentException(
          "dropout%dd: input %s: expected %d dimensions, or %d without a batch"
              .formatted(dims, Shapes.show(x.shape()), dims + 2, dims + 1));
    }
    return x.mul(Tensor.ones(channels(x.shape(), dims)).dropout(p, random));
  }

  static Tensor featureAlphaDropout(Tensor x, double p, RandomGenerator random) {
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "feature_alpha_dropout: input %s: expected [n, c, ..]".formatted(Shapes.show(x.shape())));
    }
    return alphaDropout(x, p, channels(x.shape(), x.rank() - 2), random);
  }

  /** {@code a (x kept + saturation dropped) + b}, with a and b that keep mean 0 and variance 1. */
  static Tensor alphaDropout(Tensor x, double p, int[] mask, RandomGenerator random) {
    if (p == 1) {
      return x.mul(0);
    }
    double scale = 1 / Math.sqrt((SATURATION * SATURATION * p + 1) * (1 - p));
    Tensor kept = kept(p, mask, random);
    Tensor moved = kept.sub(1).mul(SATURATION * scale).add(SATURATION * scale * p);
    return x.mul(kept.mul(scale)).add(moved);
  }

  static Tensor rrelu(Tensor x, double lower, double upper, RandomGenerator random) {
    PhiloxState from =
        random instanceof Philox philox
            ? philox.reserve(x.count())
            : new PhiloxState(random.nextLong(), 0);
    RreluOp op = new RreluOp((float) lower, (float) upper, from.seed(), from.counter());
    return Tensor.applyAll(op, x)[0];
  }
}
