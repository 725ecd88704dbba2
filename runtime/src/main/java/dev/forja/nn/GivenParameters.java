package dev.forja.nn;

import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks the parameters that a layer is made from instead of drawing its own. */
final class GivenParameters {
  private GivenParameters() {}

  /**
   * The shape of a weight.
   *
   * @param sizes the names of its dimensions, for the message
   * @throws IllegalArgumentException if it has another number of dimensions
   */
  static int[] shape(String layer, Parameter weight, String... sizes) {
    int[] shape = weight.shape();
    if (shape.length != sizes.length) {
      throw new IllegalArgumentException(
          "%s: the weight has shape %s, but must have %d dimensions: [%s]"
              .formatted(layer, Shapes.show(shape), sizes.length, String.join(", ", sizes)));
    }
    return shape;
  }

  /**
   * Checks the shape of a bias, if there is one.
   *
   * @param size the number of its elements, one for each output
   * @throws IllegalArgumentException if it has another shape
   */
  static void checkBias(String layer, @Nullable Parameter bias, int size) {
    if (bias != null && (bias.rank() != 1 || bias.size(0) != size)) {
      throw new IllegalArgumentException(
          "%s: the bias has shape %s, but the weight asks for [%d]"
              .formatted(layer, Shapes.show(bias.shape()), size));
    }
  }
}
