package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Other sizes of images: {@code Resize} and its forerunner {@code Upsample}. Each dimension is
 * resampled by itself: every new place is a weighted sum of places of the input.
 */
final class Resizes {
  private Resizes() {}

  static void addTo(OperatorTable table) {
    table.add("Upsample", "mode scales", Resizes::upsample);
    table.add(
        "Resize",
        "antialias axes coordinate_transformation_mode cubic_coeff_a exclude_outside"
            + " extrapolation_value keep_aspect_ratio_policy mode nearest_mode",
        Resizes::resize);
  }

  private static void upsample(Call call) {
    float[] scales = call.has(1) ? call.floats(1).toFloats() : call.node().numbers("scales");
    run(call, scales == null ? new float[0] : scales, "asymmetric", "floor");
  }

  private static void resize(Call call) {
    OnnxNode node = call.node();
    if (node.opset() < 11) {
      run(call, call.floats(1).toFloats(), "asymmetric", "floor");
      return;
    }
    float[] scales = call.has(2) ? call.floats(2).toFloats() : new float[0];
    run(
        call,
        scales,
        node.text("coordinate_transformation_mode", "half_pixel"),
        node.text("nearest_mode", "round_prefer_floor"));
  }

  private static void run(Call call, float[] scales, String transformation, String nearest) {
    OnnxNode node = call.node();
    Tensor x = call.x(0);
    int rank = x.rank();
    long[] given = node.integers("axes");
    int[] axes = given == null ? Sizes.range(0, rank) : Sizes.dims("axes", given, rank);
    long @Nullable [] sizes = scales.length == 0 && call.has(3) ? call.longs(3) : null;
    int length = sizes == null ? scales.length : sizes.length;
    if (length != axes.length) {
      throw new IllegalArgumentException(
          "%d scales or sizes for %d dimensions".formatted(length, axes.length));
    }
    double[] factors = new double[length];
    long[] wanted = new long[length];
    for (int i = 0; i < length; i++) {
      int size = x.size(axes[i]);
      factors[i] = sizes == null ? scales[i] : (double) sizes[i] / size;
      wanted[i] = sizes == null ? (long) Math.floor(size * scales[i]) : sizes[i];
    }
    if (sizes != null) {
      keepAspect(node.text("keep_aspect_ratio_policy", "stretch"), x, axes, factors, wanted);
    }
    int[] result = Sizes.shape("the sizes", wanted);
    float[] region = region(call, transformation, axes.length);
    String mode = node.text("mode", "nearest");
    boolean exact = mode.equals("nearest");
    Tensor y = exact ? x : x.to(DType.F32);
    Tensor outside = null;
    // The last dimension first: its elements are taken one by one, and those of others in rows.
    for (int i = length - 1; i >= 0; i--) {
      if (factors[i] == 1 && result[i] == x.size(axes[i]) && region.length == 0) {
        continue;
      }
      Axis axis =
          new Axis(
              x.size(axes[i]),
              result[i],
              factors[i],
              transformation,
              region.length == 0 ? 0 : region[i],
              region.length == 0 ? 1 : region[axes.length + i]);
      Taps taps = Taps.of(node, mode, nearest, axis);
      y = taps.apply(y, axes[i]);
      if (region.length > 0) {
        Tensor here = axis.outside(axes[i], rank);
        outside = outside == null ? here : outside.logicalOr(here);
      }
    }
    if (outside != null) {
      Tensor value = Tensor.scalar(node.number("extrapolation_value", 0));
      y = Tensor.where(outside.expand(y.shape()), value, y.to(DType.F32));
    }
    call.give(y.to(x.dtype()));
  }

  private static void keepAspect(
      String policy, Tensor x, int[] axes, double[] factors, long[] wanted) {
    if (policy.equals("stretch")) {
      return;
    }
    double factor =
        switch (policy) {
          case "not_larger" -> Arrays.stream(factors).min().orElse(1);
          case "not_smaller" -> Arrays.stream(factors).max().orElse(1);
          default ->
              throw Elementwise.unknown(
                  "keep_aspect_ratio_policy", policy, "stretch", "not_larger", "not_smaller");
        };
    for (int i = 0; i < axes.length; i++) {
      factors[i] = factor;
      wanted[i] = (long) Math.floor(factor * x.size(axes[i]) + 0.5);
    }
  }

  private static float[] region(Call call, String transformation, int axes) {
    if (!transformation.equals("tf_crop_and_resize")) {
      return new float[0];
    }
    float[] region = call.floats(1).toFloats();
    if (region.length != 2 * axes) {
      throw new IllegalArgumentException(
          "the region has %d numbers for %d dimensions".formatted(region.length, axes));
    }
    return region;
  }

  /** One dimension: how its new places lie over the old ones. */
  record Axis(int in, int out, double scale, String transformation, double start, double end) {
    /** The place in the input of a new place. */
    double source(int i) {
      double whole = scale * in;
      return switch (transformation) {
        case "half_pixel" -> (i + 0.5) / scale - 0.5;
        case "asymmetric" -> i / scale;
        case "align_corners" -> whole == 1 ? 0 : i * (in - 1.0) / (whole - 1);
        case "pytorch_half_pixel" -> out == 1 ? 0 : (i + 0.5) / scale - 0.5;
        case "half_pixel_symmetric" -> in / 2.0 * (1 - out / whole) + (i + 0.5) / scale - 0.5;
        case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
        case "tf_crop_and_resize" ->
            out == 1
                ? 0.5 * (start + end) * (in - 1)
                : start * (in - 1) + i * (end - start) * (in - 1) / (out - 1);
        default ->
            throw Elementwise.unknown(
                "coordinate_transformation_mode",
                transformation,
                "half_pixel",
                "half_pixel_symmetric",
                "pytorch_half_pixel",
                "align_corners",
                "asymmetric",
                "tf_half_pixel_for_nn",
                "tf_crop_and_resize");
      };
    }

    /** Whether a new place lies outside of the input, as a tensor that broadcasts. */
    Tensor outside(int dim, int rank) {
      boolean[] outside = new boolean[out];
      for (int i = 0; i < out; i++) {
        double at = source(i);
        outside[i] = at < 0 || at > in - 1;
      }
      int[] shape = new int[rank];
      Arrays.fill(shape, 1);
      shape[dim] = out;
      return Tensor.of(outside, shape);
    }
  }
}
