package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * The places of the input that each new place of a dimension is computed from, and their weights.
 *
 * @param places for each tap, the place for each new place
 * @param weights for each tap, the weight for each new place; no rows if there is one tap
 */
record Taps(long[][] places, float[][] weights) {
  static Taps of(OnnxNode node, String mode, String nearest, Resizes.Axis axis) {
    boolean cubic = mode.equals("cubic");
    return switch (mode) {
      case "nearest" -> nearest(nearest, axis);
      case "linear", "bilinear", "trilinear", "cubic" -> {
        if (axis.in() == 0) {
          throw new IllegalArgumentException("it resizes an empty dimension");
        }
        boolean smooth = node.flag("antialias", false) && axis.scale() < 1;
        double stretch = smooth ? axis.scale() : 1;
        int reach = (int) Math.min(1e8, Math.ceil((cubic ? 2.0 : 1.0) / stretch));
        int count = 2 * reach;
        double a = node.number("cubic_coeff_a", -0.75);
        yield weighted(axis, cubic, a, stretch, reach, count, node.flag("exclude_outside", false));
      }
      default -> throw Elementwise.unknown("mode", mode, "nearest", "linear", "cubic");
    };
  }

  private static Taps nearest(String nearest, Resizes.Axis axis) {
    long[] places = new long[axis.out()];
    for (int i = 0; i < places.length; i++) {
      double at = axis.source(i);
      double place =
          switch (nearest) {
            case "round_prefer_floor" -> Math.ceil(at - 0.5);
            case "round_prefer_ceil" -> Math.floor(at + 0.5);
            case "floor" -> Math.floor(at);
            case "ceil" -> Math.ceil(at);
            default ->
                throw Elementwise.unknown(
                    "nearest_mode",
                    nearest,
                    "round_prefer_floor",
                    "round_prefer_ceil",
                    "floor",
                    "ceil");
          };
      places[i] = Math.clamp((long) place, 0, Math.max(0, axis.in() - 1));
    }
    return new Taps(new long[][] {places}, new float[0][]);
  }

  private static Taps weighted(
      Resizes.Axis axis,
      boolean cubic,
      double a,
      double stretch,
      int reach,
      int count,
      boolean exclude) {
    int out = axis.out();
    Sizes.shape("the taps", count, out);
    long[][] places = new long[count][out];
    float[][] weights = new float[count][out];
    for (int i = 0; i < out; i++) {
      double at = axis.source(i);
      long first = (long) Math.floor(at) - reach + 1;
      double sum = 0;
      double[] raw = new double[count];
      for (int k = 0; k < count; k++) {
        long place = first + k;
        boolean inside = place >= 0 && place < axis.in();
        double distance = Math.abs(at - place) * stretch;
        raw[k] = exclude && !inside ? 0 : cubic ? cubic(distance, a) : Math.max(0, 1 - distance);
        sum += raw[k];
        places[k][i] = Math.clamp(place, 0, axis.in() - 1);
      }
      for (int k = 0; k < count; k++) {
        weights[k][i] = (float) (raw[k] / sum);
      }
    }
    return new Taps(places, weights);
  }

  /** Keys' cubic with the parameter a. */
  private static double cubic(double d, double a) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }

  /** The resampled dimension. */
  Tensor apply(Tensor x, int dim) {
    if (weights.length == 0) {
      return x.indexSelect(dim, Tensor.of(places[0]));
    }
    int[] line = new int[x.rank()];
    Arrays.fill(line, 1);
    line[dim] = places[0].length;
    Tensor sum = null;
    for (int k = 0; k < places.length; k++) {
      Tensor one =
          x.indexSelect(dim, Tensor.of(places[k])).mul(Tensor.of(weights[k]).reshape(line));
      sum = sum == null ? one : sum.add(one);
    }
    return sum == null ? x : sum;
  }
}
