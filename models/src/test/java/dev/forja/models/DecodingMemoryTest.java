package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderArchitecture;
import dev.forja.models.decoder.KvCache;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a token allocates once a model writes steadily, in all threads of the process: the small
 * objects of ops, and none of the arrays of their values.
 */
class DecodingMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LAYERS = 2;
  private static final int VOCABULARY = 30_000;
  private static final int TOKENS = 20;

  /**
   * What is allowed for a layer: about 30 ops with 1 kB each, with as much again for a JVM that has
   * not compiled them yet, where vectors are objects too.
   */
  private static final long LAYER_BYTES = 60_000;

  private static final int MOST_ROUNDS = 200;

  private static Decoder llama() {
    Map<String, Object> options = new HashMap<>();
    options.put("model_type", "llama");
    options.put("vocab_size", VOCABULARY);
    options.put("hidden_size", 32);
    options.put("num_hidden_layers", LAYERS);
    options.put("num_attention_heads", 4);
    options.put("num_key_value_heads", 2);
    options.put("intermediate_size", 64);
    Decoder decoder = DecoderArchitecture.LLAMA.decoder(ModelConfig.of(options));
    ((NeuralModule) decoder).eval();
    return decoder;
  }

  private static void next(Decoder decoder, Tensor ids, KvCache cache) {
    NoGrad.run(
        () -> {
          try (Workspace _ = Workspace.open()) {
            decoder.call(ids, null, cache, 1);
          }
        });
  }

  @Test
  void aTokenAllocatesOnlyTheObjectsOfItsOps() {
    Decoder decoder = llama();
    int prompt = 500;
    KvCache cache = KvCache.ofCapacity(prompt + TOKENS);
    next(decoder, Tensor.of(new long[prompt], 1, prompt), cache);
    Tensor one = Tensor.of(new long[] {3}, 1, 1);
    long scores = (long) VOCABULARY * Float.BYTES;
    assertThat(cache.bytesPerToken()).isEqualTo(LAYERS * 2 * 2 * 8 * Float.BYTES);
    long least = Long.MAX_VALUE;
    // The least of some rounds: what the JVM compiles or starts meanwhile allocates too.
    for (int round = 0; round < MOST_ROUNDS && least > LAYERS * LAYER_BYTES; round++) {
      cache.rewind(prompt);
      long before = THREADS.getTotalThreadAllocatedBytes();
      for (int token = 0; token < TOKENS; token++) {
        next(decoder, one, cache);
      }
      least = Math.min(least, (THREADS.getTotalThreadAllocatedBytes() - before) / TOKENS);
    }
    // The scores of all tokens alone, and each copy of the keys so far, would be as much.
    assertThat(least).isLessThanOrEqualTo(LAYERS * LAYER_BYTES).isLessThanOrEqualTo(scores);
  }
}
