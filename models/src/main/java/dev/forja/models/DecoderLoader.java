package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.ModelFiles.Weights;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderArchitecture;
import dev.forja.module.LoadOptions;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Decoders with the weights of their files. */
final class DecoderLoader {
  private static final String HEAD = "lm_head.weight";

  private DecoderLoader() {}

  /** The model in a folder of the files, which is empty or ends with a slash. */
  static Decoder load(ModelFiles files, String folder, ModelConfig config)
      throws ModelFileException {
    try (Weights weights = files.weights(folder)) {
      DecoderArchitecture architecture = DecoderArchitecture.of(config);
      Decoder decoder = Init.skip(() -> architecture.decoder(config));
      if (!state(decoder).containsKey(HEAD) && weights.names().contains(HEAD)) {
        // Most of these files repeat the table, but some have a head, whatever the options say.
        ModelConfig untied = config.with("tie_word_embeddings", false);
        Decoder other = Init.skip(() -> architecture.decoder(untied));
        load(other, weights, architecture);
        if (!isSame(state(other), HEAD, table(architecture))) {
          return other;
        }
      }
      load(decoder, weights, architecture);
      return decoder;
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  private static void load(Decoder decoder, Weights weights, DecoderArchitecture architecture)
      throws ModelFileException {
    NeuralModule module = (NeuralModule) decoder;
    weights.load(module, options(weights, architecture, module));
    module.eval();
  }

  private static Map<String, Tensor> state(Decoder decoder) {
    return ((NeuralModule) decoder).stateDict();
  }

  private static String table(DecoderArchitecture architecture) {
    boolean gpt2 = architecture == DecoderArchitecture.GPT2;
    return architecture.prefix() + (gpt2 ? "wte.weight" : "embed_tokens.weight");
  }

  private static boolean isSame(Map<String, Tensor> state, String one, String other) {
    Tensor x = Objects.requireNonNull(state.get(one));
    Tensor y = Objects.requireNonNull(state.get(other));
    return Arrays.equals(x.shape(), y.shape()) && Arrays.equals(x.toFloats(), y.toFloats());
  }

  private static LoadOptions options(
      Weights weights, DecoderArchitecture architecture, NeuralModule module) {
    String prefix = architecture.prefix();
    boolean bare = weights.names().stream().noneMatch(name -> name.startsWith(prefix));
    LoadOptions options = LoadOptions.defaults();
    if (bare) {
      options = options.withRenaming(name -> name.equals(HEAD) ? name : prefix + name);
    }
    boolean tied = !module.stateDict().containsKey(HEAD);
    // Some files repeat the table as the weight of the head; old ones have GPT-2's causal masks.
    return options.withAllowedUnexpected(
        tied ? HEAD : "**.rotary_emb.inv_freq",
        "**.rotary_emb.inv_freq",
        "**.attn.bias",
        "**.attn.masked_bias");
  }
}
