package dev.forja.tokenizers.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Finds out how the characters of JSON are encoded, from the first bytes. */
final class Encodings {
  private Encodings() {}

  /**
   * The encoding of a stream that can be marked: what a byte order mark says, which is read, or
   * else where zeros are among the first four bytes, two of which are ASCII in any JSON; otherwise
   * UTF-8.
   */
  static Charset of(InputStream in) throws IOException {
    in.mark(4);
    byte[] b = in.readNBytes(4);
    in.reset();
    int two = b.length < 2 ? -1 : ((b[0] & 255) << 8) | (b[1] & 255);
    int four = b.length < 4 ? -1 : (two << 16) | ((b[2] & 255) << 8) | (b[3] & 255);
    if (b.length == 4 && (four == 0xfeff || four == 0xfffe0000)) {
      in.skipNBytes(4);
      return four == 0xfeff ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE;
    }
    if (two == 0xfeff || two == 0xfffe) {
      in.skipNBytes(2);
      return two == 0xfeff ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    if (b.length > 2 && two == 0xefbb && b[2] == (byte) 0xbf) {
      in.skipNBytes(3);
      return StandardCharsets.UTF_8;
    }
    if (b.length == 4 && four >>> 8 == 0) {
      return StandardCharsets.UTF_32BE;
    }
    if (b.length == 4 && (four & 0xffffff) == 0) {
      return StandardCharsets.UTF_32LE;
    }
    if (b.length > 1 && b[0] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return b.length > 1 && b[1] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }
}
