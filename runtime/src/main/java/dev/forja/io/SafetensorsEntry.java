package dev.forja.io;

import dev.forja.array.Shapes;

/**
 * One tensor of a file, as its header describes it. Immutable.
 *
 * @param name its name, unique in the file
 * @param dtype the type of its elements
 * @param shape the sizes of its dimensions, outermost first
 * @param begin the offset of its first byte, counted from the end of the header
 * @param end the offset after its last byte
 */
public record SafetensorsEntry(
    String name, SafetensorsType dtype, int[] shape, long begin, long end) {
  /** The number of bytes of the tensor in the file. */
  public long bytes() {
    return end - begin;
  }

  @Override
  public String toString() {
    return "%s %s %s, bytes %d to %d".formatted(name, dtype, Shapes.show(shape), begin, end);
  }
}
