package dev.forja.benchmarks.decode;

import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderArchitecture;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A Llama with random weights, the same in every process, which all entrants of a workload share.
 */
final class RandomLlama {
  /** The weights of a layer, in the order in which TorchScript gets them. */
  static final List<String> LAYER =
      List.of(
          "input_layernorm",
          "self_attn.q_proj",
          "self_attn.k_proj",
          "self_attn.v_proj",
          "self_attn.o_proj",
          "post_attention_layernorm",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj");

  private static final long SEED = 7;

  private final LlamaSize size;
  private @Nullable Decoder made;

  RandomLlama(LlamaSize size) {
    this.size = size;
  }

  LlamaSize size() {
    return size;
  }

  /** The model, which is made at its first use. */
  synchronized Decoder decoder() {
    Decoder decoder = made;
    if (decoder == null) {
      decoder =
          Randoms.callWith(
              new Philox(SEED), () -> DecoderArchitecture.LLAMA.decoder(size.config()));
      ((NeuralModule) decoder).eval();
      made = decoder;
    }
    return decoder;
  }

  /** A weight by its name in checkpoints, without {@code .weight}. */
  Tensor weight(String name) {
    Map<String, Tensor> state = ((NeuralModule) decoder()).stateDict();
    return Objects.requireNonNull(state.get(name + ".weight"), name);
  }

  /** A weight of a layer. */
  Tensor weight(int layer, String name) {
    return weight("model.layers." + layer + "." + name);
  }

  /** The tokens of a prompt; the same in every call. */
  long[] prompt(int length) {
    SplittableRandom random = new SplittableRandom(SEED);
    return random.longs(length, 0, size.vocabulary()).toArray();
  }

  /** The first token with the highest of {@code vocabulary} scores, from an index on. */
  int best(float[] scores, int from) {
    int best = from;
    for (int i = from + 1; i < from + size.vocabulary(); i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best - from;
  }
}
