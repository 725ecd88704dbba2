package dev.forja.io;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The bytes of a stream in memory.
 *
 * @param segment the bytes, no more than were expected
 * @param count how many there are in the stream; more than expected if it does not end there
 */
record StreamedBytes(MemorySegment segment, long count) {
  private static final int CHUNK = 1 << 20;
  private static final long FIRST = 64L << 20;

  /** Reads a stream of which so many bytes are expected; stops soon after them. */
  static StreamedBytes read(InputStream in, long expected, Arena arena) throws IOException {
    byte[] chunk = new byte[CHUNK];
    MemorySegment segment = arena.allocate(Math.min(Math.max(expected, 0), FIRST));
    long count = 0;
    for (int n; (n = in.read(chunk)) >= 0; count += n) {
      if (count + n > expected) {
        return new StreamedBytes(segment, count + n);
      }
      if (count + n > segment.byteSize()) {
        long size = Math.min(expected, Math.max(count + n, 4 * segment.byteSize()));
        segment = arena.allocate(size).copyFrom(segment);
      }
      MemorySegment.copy(chunk, 0, segment, ValueLayout.JAVA_BYTE, count, n);
    }
    return new StreamedBytes(segment, count);
  }
}
