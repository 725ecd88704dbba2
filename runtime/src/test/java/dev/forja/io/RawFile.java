package dev.forja.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of files, assembled by hand. */
final class RawFile {
  private RawFile() {}

  /** A file with this header and {@code dataBytes} bytes of data: 0, 1, 2, ... */
  static byte[] of(String header, int dataBytes) {
    byte[] data = new byte[dataBytes];
    for (int i = 0; i < dataBytes; i++) {
      data[i] = (byte) i;
    }
    return of(header.getBytes(StandardCharsets.UTF_8), data);
  }

  static byte[] of(byte[] header, byte[] data) {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  static Path write(Path directory, byte[] contents) {
    try {
      return Files.write(directory.resolve("case.safetensors"), contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file written by the reference implementation (its Python package, 0.8.0). */
  static byte[] reference() {
    try (InputStream in = RawFile.class.getResourceAsStream("reference.safetensors")) {
      if (in == null) {
        throw new IllegalStateException("reference.safetensors is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
