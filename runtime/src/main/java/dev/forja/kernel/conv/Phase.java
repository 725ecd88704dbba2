package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;
import java.util.stream.IntStream;

/**
 * The inputs of one axis that are read by the same taps; they are {@code stride} apart. Their
 * gradients are computed by a window that slides with stride 1 over the gradients of the outputs.
 *
 * @param axis the axis of the convolution
 * @param remainder the index of these inputs modulo the stride, counted from the start of the
 *     padding
 */
record Phase(ConvAxis axis, int remainder) {
  /** The first of these inputs. */
  int first() {
    return Math.floorMod(remainder - axis.pad(), axis.stride());
  }

  /** The number of these inputs. */
  int count() {
    return Math.max(0, Math.ceilDiv(axis.in() - first(), axis.stride()));
  }

  int[] taps() {
    return IntStream.range(0, axis.kernel())
        .filter(t -> t * axis.dilation() % axis.stride() == remainder)
        .toArray();
  }

  /** The number of outputs that the farthest tap looks back. */
  private int reach() {
    return (axis.kernel() - 1) * axis.dilation() / axis.stride();
  }

  /** The place of a tap in the window over the outputs. */
  int place(int tap) {
    return reach() - tap * axis.dilation() / axis.stride();
  }

  /** The window over the outputs. */
  ConvAxis window() {
    int output = (first() + axis.pad() - remainder) / axis.stride();
    return new ConvAxis(axis.out(), reach() + 1, 1, reach() - output, 1, count());
  }
}
