package dev.forja.models.decoder;

import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * The tokens of a {@link KvCache}, for models that must read them again. In arrays of its own,
 * since tensors may belong to a Workspace that ends before the cache.
 */
final class KvTokens {
  private final long[][] texts;

  KvTokens(int count) {
    this(new long[count][0]);
  }

  private KvTokens(long[][] texts) {
    this.texts = texts;
  }

  /** Takes tokens, int64 [n, l], of which the first has this place. */
  void add(Tensor ids, int at) {
    long[] more = ids.toLongs();
    int length = ids.size(1);
    for (int i = 0; i < texts.length; i++) {
      if (texts[i].length < at + length) {
        texts[i] = Arrays.copyOf(texts[i], Math.max(2 * at, at + length));
      }
      System.arraycopy(more, i * length, texts[i], at, length);
    }
  }

  /** The first tokens, int64 [n, length]. */
  Tensor first(int length) {
    long[] all = new long[texts.length * length];
    for (int i = 0; i < texts.length; i++) {
      System.arraycopy(texts[i], 0, all, i * length, length);
    }
    return Tensor.of(all, texts.length, length);
  }

  KvTokens select(int... places) {
    return new KvTokens(
        Arrays.stream(places).mapToObj(place -> texts[place].clone()).toArray(long[][]::new));
  }
}
