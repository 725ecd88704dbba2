package dev.forja.io;

import dev.forja.op.Ints;

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
    String name, SafetensorsType dtype, Ints shape, long begin, long end) {
  /** The number of bytes that it takes in the file. */
  public long bytes() {
    return end - begin;
  }

  @Override
  public String toString() {
    return "%s %s %s, bytes %d to %d".formatted(name, dtype, shape, begin, end);
  }
}
