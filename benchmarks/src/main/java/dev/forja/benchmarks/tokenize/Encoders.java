package dev.forja.benchmarks.tokenize;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** Texts to the ids of all of them, one after the other. */
interface Encoders extends AutoCloseable {
  int[] encode(List<String> texts);

  @Override
  default void close() {}

  /** Forja's. */
  static Encoders ours(Tokenizer tokenizer) {
    EncodeOptions options = EncodeOptions.defaults().withoutPadding().withoutTruncation();
    return texts -> {
      int[][] ids = new int[texts.size()][];
      Parallel.run(ids.length, i -> ids[i] = tokenizer.encode(texts.get(i), options).ids());
      return join(ids);
    };
  }

  /** Those of the Rust library: text by text on Java's threads, or all at once on its own. */
  static Encoders theirs(HuggingFaceTokenizer tokenizer, boolean atOnce) {
    return new Encoders() {
      @Override
      public int[] encode(List<String> texts) {
        int[][] ids = new int[texts.size()][];
        if (atOnce) {
          Encoding[] all = tokenizer.batchEncode(texts, true, false);
          Arrays.setAll(ids, i -> narrow(all[i].getIds()));
        } else {
          Parallel.run(
              ids.length,
              i -> ids[i] = narrow(tokenizer.encode(texts.get(i), true, false).getIds()));
        }
        return join(ids);
      }

      @Override
      public void close() {
        tokenizer.close();
      }
    };
  }

  private static int[] narrow(long[] ids) {
    return Arrays.stream(ids).mapToInt(id -> (int) id).toArray();
  }

  private static int[] join(int[][] ids) {
    return Arrays.stream(ids).flatMapToInt(Arrays::stream).toArray();
  }
}
