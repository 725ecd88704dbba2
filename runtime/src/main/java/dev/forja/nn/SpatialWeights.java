package dev.forja.nn;

import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Size3d;

/** The parameters that convolutions in one, two and three dimensions start with. */
final class SpatialWeights {
  private SpatialWeights() {}

  /** Checks that the channels can be divided into groups. */
  static void check(String layer, int in, int out, int groups) {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s: inChannels %d and outChannels %d, but both must be multiples of groups %d"
              .formatted(layer, in, out, groups));
    }
  }

  /** Draws from U(-k, k), where k is one divided by the root of {@code fan}. */
  static Parameter draw(int fan, int... shape) {
    double bound = fan > 0 ? 1 / Math.sqrt(fan) : 0;
    return Init.uniform(Parameter.zeros(shape), -bound, bound);
  }

  /** The kernel's sizes in PyTorch's format. */
  static String text(Size3d size, int dims) {
    return dims == 1
        ? PythonText.tuple(size.width())
        : PythonText.tuple(size.depth(), size.height(), size.width());
  }
}
