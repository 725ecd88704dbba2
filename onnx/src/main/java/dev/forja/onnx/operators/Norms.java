package dev.forja.onnx.operators;

import dev.forja.array.Shapes;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Normalisation by means and variances. */
final class Norms {
  private Norms() {}

  static void addTo(OperatorTable table) {
    table.add("BatchNormalization", "epsilon is_test momentum spatial training_mode", Norms::batch);
    table.add("InstanceNormalization", "epsilon", Norms::instance);
    table.add("GroupNormalization", "epsilon num_groups stash_type", Norms::group);
    table.add("LayerNormalization", "axis epsilon stash_type", Norms::layer);
    table.add("RMSNormalization", "axis epsilon stash_type", Norms::rms);
    table.add("MeanVarianceNormalization", "axes", Norms::meanVariance);
    table.add("LpNormalization", "axis p", Norms::lp);
    table.add("LRN", "alpha beta bias size", Norms::localResponse);
  }

  private static double epsilon(Call call) {
    return call.node().number("epsilon", 1e-5);
  }

  private static void batch(Call call) {
    Tensor x = call.floats(0);
    boolean old = call.node().opset() < 7;
    boolean training =
        old ? !call.node().flag("is_test", false) : call.node().flag("training_mode", false);
    if (!call.node().flag("spatial", true)) {
      throw new IllegalArgumentException("'spatial' is 0, expected 1");
    }
    double eps = epsilon(call);
    if (!training) {
      call.give(
          Tensor.apply(new BatchNormEvalOp(eps), x, call.x(3), call.x(4), call.x(1), call.x(2)));
      return;
    }
    int[] dims = Sizes.range(0, x.rank());
    dims[1] = 0;
    int[] others = Arrays.copyOfRange(dims, 1, dims.length);
    Tensor mean = x.mean(others, false);
    Tensor variance = x.variance(others, 0, false);
    call.give(Tensor.apply(new BatchNormEvalOp(eps), x, mean, variance, call.x(1), call.x(2)));
    float momentum = call.node().number("momentum", 0.9);
    call.give(call.x(3).mul(momentum).add(mean.mul(1 - momentum)));
    call.give(call.x(4).mul(momentum).add(variance.mul(1 - momentum)));
  }

  private static void instance(Call call) {
    call.give(call.floats(0).instanceNorm(call.x(1), call.x(2), epsilon(call)));
  }

  /** Before version 21 there are a scale and a bias for each group, later for each channel. */
  private static void group(Call call) {
    Tensor x = call.floats(0);
    int groups = call.node().small("num_groups", 1);
    Tensor scale = call.floats(1);
    Tensor bias = call.floats(2);
    int channels = x.size(1);
    if (scale.count() == groups && groups != channels && groups > 0) {
      scale = scale.repeatInterleave(channels / groups);
      bias = bias.repeatInterleave(channels / groups);
    }
    call.give(x.groupNorm(groups, scale, bias, epsilon(call)));
  }

  private static int[] from(int[] shape, int axis) {
    return Arrays.copyOfRange(shape, axis, shape.length);
  }

  private static void layer(Call call) {
    Tensor x = call.floats(0);
    int axis = call.axis("axis", -1, x.rank());
    int[] normalized = from(x.shape(), axis);
    Tensor scale = call.floats(1);
    @Nullable Tensor bias = call.optional(2);
    boolean direct =
        Arrays.equals(scale.shape(), normalized)
            && (bias == null || Arrays.equals(bias.shape(), normalized));
    Tensor y = x.layerNorm(normalized, direct ? scale : null, direct ? bias : null, epsilon(call));
    if (!direct) {
      y = y.mul(scale);
      y = bias == null ? y : y.add(bias);
    }
    call.give(y);
    if (call.wants(1)) {
      int[] dims = Sizes.range(axis, x.rank());
      call.give(x.mean(dims, true));
      call.give(x.variance(dims, 0, true).add(epsilon(call)).rsqrt());
    }
  }

  private static void rms(Call call) {
    Tensor x = call.floats(0);
    int[] normalized = from(x.shape(), call.axis("axis", -1, x.rank()));
    Tensor scale = call.floats(1);
    boolean direct = Arrays.equals(scale.shape(), normalized);
    Tensor y = x.rmsNorm(normalized, direct ? scale : null, epsilon(call));
    call.give(direct ? y : y.mul(scale));
  }

  private static void meanVariance(Call call) {
    Tensor x = call.floats(0);
    long[] given = call.node().integers("axes");
    int[] dims = Sizes.dims("axes", given == null ? new long[] {0, 2, 3} : given, x.rank());
    Tensor centred = x.sub(x.mean(dims, true));
    call.give(centred.div(centred.square().mean(dims, true).sqrt().add(1e-9)));
  }

  private static void lp(Call call) {
    Tensor x = call.floats(0);
    int axis = call.axis("axis", -1, x.rank());
    long p = call.node().integer("p", 2);
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("'p' is %d, expected 1 or 2".formatted(p));
    }
    int[] dims = {axis};
    Tensor length = p == 1 ? x.abs().sum(dims, true) : x.square().sum(dims, true).sqrt();
    call.give(x.div(length.add(length.eq(0).to(length.dtype()))));
  }

  /** {@code y = x / (bias + alpha / size * sum of the squares of size channels) ^ beta}. */
  private static void localResponse(Call call) {
    Tensor x = call.floats(0);
    if (x.rank() < 2) {
      throw new IllegalArgumentException(
          "its input has the shape %s, expected [n, c, ..]".formatted(Shapes.show(x.shape())));
    }
    int size = Sizes.toInt("size", call.node().integer("size"));
    if (size < 1) {
      throw new IllegalArgumentException("'size' is %d, expected 1 or more".formatted(size));
    }
    Tensor squares = Slices.constant(x.square(), 1, (size - 1) / 2, size / 2, null, 0);
    Tensor sum = squares.unfold(1, size, 1).sum(-1);
    double alpha = call.node().number("alpha", 1e-4);
    double bias = call.node().number("bias", 1);
    call.give(x.div(sum.mul(alpha / size).add(bias).pow(call.node().number("beta", 0.75))));
  }
}
