package dev.forja.kernel.vector.conv;

import dev.forja.kernel.ConvAxis;
import java.util.stream.IntStream;

/**
 * The inputs of one axis that a stride treats alike: those under the same taps, {@code stride}
 * apart. Seen from them, the gradients of the outputs are a plane that a window slides over by
 * steps of one.
 *
 * @param axis the axis of the convolution
 * @param remainder by which these inputs, counted from the padding's begin, are known
 */
record Phase(ConvAxis axis, int remainder) {
  /** The first of these inputs. */
  int first() {
    return Math.floorMod(remainder - axis.pad(), axis.stride());
  }

  /** How many they are. */
  int count() {
    return Math.max(0, Math.ceilDiv(axis.in() - first(), axis.stride()));
  }

  int[] taps() {
    return IntStream.range(0, axis.kernel())
        .filter(t -> t * axis.dilation() % axis.stride() == remainder)
        .toArray();
  }

  /** By how many outputs the farthest tap looks back. */
  private int reach() {
    return (axis.kernel() - 1) * axis.dilation() / axis.stride();
  }

  /** Where a tap stands in the window over the outputs. */
  int place(int tap) {
    return reach() - tap * axis.dilation() / axis.stride();
  }

  /** The window over the outputs. */
  ConvAxis window() {
    int output = (first() + axis.pad() - remainder) / axis.stride();
    return new ConvAxis(axis.out(), reach() + 1, 1, reach() - output, 1, count());
  }
}
