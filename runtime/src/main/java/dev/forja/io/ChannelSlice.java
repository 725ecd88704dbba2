package dev.forja.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An input stream over the next {@code remaining} bytes of a channel, which it does not close. */
final class ChannelSlice extends InputStream {
  private final FileChannel channel;
  private int remaining;

  ChannelSlice(FileChannel channel, int remaining) {
    this.channel = channel;
    this.remaining = remaining;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int count = channel.read(ByteBuffer.wrap(into, offset, Math.min(length, remaining)));
    remaining -= Math.max(count, 0);
    return count;
  }
}
