package dev.forja.onnx.operators;

import java.util.Arrays;

/** Finds the places of an image, and their weights, that a point of a grid is computed from. */
final class Sampler {
  private final int[] size;
  private final Mode mode;
  private final Padding padding;
  private final boolean corners;

  Sampler(int[] size, Mode mode, Padding padding, boolean corners) {
    this.size = size;
    this.mode = mode;
    this.padding = padding;
    this.corners = corners;
  }

  /** The places and weights of a point, whose coordinates are the last dimension first. */
  Weighted taps(float[] point) {
    int dims = size.length;
    int count = mode.taps;
    int all = 1;
    for (int d = 0; d < dims; d++) {
      all *= count;
    }
    int[] places = new int[all];
    float[] weights = new float[all];
    Arrays.fill(weights, 1);
    for (int d = 0; d < dims; d++) {
      float at = pixel(point[dims - 1 - d], size[d]);
      if (mode != Mode.CUBIC) {
        at = (float) padded(at, size[d]);
      }
      double low = mode == Mode.NEAREST ? Math.rint(at) : Math.floor(at);
      int inner = 1;
      for (int rest = d + 1; rest < dims; rest++) {
        inner *= count;
      }
      for (int i = 0; i < all; i++) {
        int k = i / inner % count;
        double place = mode == Mode.CUBIC ? padded(low - 1 + k, size[d]) : low + k;
        boolean inside = place >= 0 && place < size[d];
        weights[i] *= inside ? mode.weight(k, (float) (at - low)) : 0;
        places[i] = places[i] * size[d] + (inside ? (int) place : 0);
      }
    }
    return new Weighted(places, weights);
  }

  private float pixel(float x, int length) {
    return corners ? (x + 1) / 2 * (length - 1) : ((x + 1) * length - 1) / 2;
  }

  private double padded(double at, int length) {
    return switch (padding) {
      case ZEROS -> at;
      case BORDER -> Math.clamp(at, 0.0, length - 1.0);
      case REFLECTION -> corners ? mirrored(at, 0, length - 1) : mirrored(at, -0.5, length - 0.5);
    };
  }

  /** Reflects at both ends, and holds the result to the image. */
  private double mirrored(double at, double low, double high) {
    double range = high - low;
    if (range <= 0) {
      return 0;
    }
    double away = Math.abs(at - low) % (2 * range);
    double inside = low + (away > range ? 2 * range - away : away);
    return mode == Mode.CUBIC && !corners
        ? inside
        : Math.clamp(inside, 0.0, Math.max(0.0, corners ? high : high - 0.5));
  }

  /** What is beyond the image. */
  enum Padding {
    ZEROS,
    BORDER,
    REFLECTION;

    static Padding of(String name) {
      return switch (name) {
        case "zeros" -> ZEROS;
        case "border" -> BORDER;
        case "reflection" -> REFLECTION;
        default -> throw Elementwise.unknown("padding_mode", name, "zeros", "border", "reflection");
      };
    }
  }

  /** How neighbouring pixels are joined. */
  enum Mode {
    NEAREST(1),
    LINEAR(2),
    CUBIC(4);

    private final int taps;

    Mode(int taps) {
      this.taps = taps;
    }

    static Mode of(String name) {
      return switch (name) {
        case "nearest" -> NEAREST;
        case "linear", "bilinear" -> LINEAR;
        case "cubic", "bicubic" -> CUBIC;
        default -> throw Elementwise.unknown("mode", name, "linear", "nearest", "cubic");
      };
    }

    /** The weight of a tap, t after the place before the point; Keys' cubic with a = -0.75. */
    float weight(int k, float t) {
      return switch (this) {
        case NEAREST -> 1;
        case LINEAR -> k == 0 ? 1 - t : t;
        case CUBIC -> cubic(Math.abs(t + 1 - k));
      };
    }

    private static float cubic(float d) {
      return d <= 1
          ? (1.25f * d - 2.25f) * d * d + 1
          : d < 2 ? ((-0.75f * d + 3.75f) * d - 6) * d + 3 : 0;
    }
  }

  /** Places in a plane and their weights. */
  record Weighted(int[] places, float[] weights) {
    float sum(float[] image, int from) {
      float sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += weights[i] == 0 ? 0 : weights[i] * image[from + places[i]];
      }
      return sum;
    }
  }
}
