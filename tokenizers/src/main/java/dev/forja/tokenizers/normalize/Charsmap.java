package dev.forja.tokenizers.normalize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The replacements that a SentencePiece model brings: the size of a double-array trie in bytes, the
 * trie, and the replacements, each ended by a zero. The values of the trie say where a replacement
 * begins. The units of the trie are those of Darts-clone.
 */
final class Charsmap {
  private final int[] trie;
  private final byte[] texts;

  /**
   * @throws IllegalArgumentException if the bytes are not of that form
   */
  Charsmap(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 4) {
      throw new IllegalArgumentException("it has " + bytes.length + " bytes; 4 are needed");
    }
    long size = Integer.toUnsignedLong(in.getInt()) / 4;
    if (size == 0 || size * 4 > in.remaining()) {
      throw new IllegalArgumentException(
          "its trie has " + size * 4 + " bytes, but " + in.remaining() + " are there");
    }
    trie = new int[(int) size];
    in.asIntBuffer().get(trie);
    texts = Arrays.copyOfRange(bytes, 4 + 4 * trie.length, bytes.length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(texts));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("its replacements are no UTF-8", e);
    }
  }

  /** The replacement of the shortest beginning of some bytes that has one, or null. */
  @Nullable String replacement(byte[] key, int length) {
    int node = offset(trie[0]);
    for (int i = 0; i < length; i++) {
      int b = key[i] & 255;
      if (b == 0) {
        return null;
      }
      node ^= b;
      if (node < 0 || node >= trie.length) {
        return null;
      }
      int unit = trie[node];
      if ((unit & (1 << 31 | 255)) != b) {
        return null;
      }
      node ^= offset(unit);
      if ((unit >> 8 & 1) == 1) {
        return node < trie.length ? text(trie[node] & Integer.MAX_VALUE) : null;
      }
    }
    return null;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 1 << 9) >> 6);
  }

  private @Nullable String text(int from) {
    if (from > texts.length) {
      return null;
    }
    int to = from;
    while (to < texts.length && texts[to] != 0) {
      to++;
    }
    return new String(texts, from, to - from, StandardCharsets.UTF_8);
  }
}
