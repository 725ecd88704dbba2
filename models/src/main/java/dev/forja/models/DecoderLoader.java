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

/** Decoders with the weights of their files. */
final class DecoderLoader {
  private DecoderLoader() {}

  /** The model in a folder of the files, which is empty or ends with a slash. */
  static Decoder load(ModelFiles files, String folder, ModelConfig config)
      throws ModelFileException {
    DecoderArchitecture architecture;
    Decoder decoder;
    try {
      architecture = DecoderArchitecture.of(config);
      decoder = Init.skip(() -> architecture.decoder(config));
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
    NeuralModule module = (NeuralModule) decoder;
    try (Weights weights = files.weights(folder)) {
      weights.load(module, options(weights, architecture, module));
    }
    module.eval();
    return decoder;
  }

  private static LoadOptions options(
      Weights weights, DecoderArchitecture architecture, NeuralModule module) {
    String prefix = architecture.prefix();
    boolean bare = weights.names().stream().noneMatch(name -> name.startsWith(prefix));
    LoadOptions options = LoadOptions.defaults();
    if (bare) {
      options = options.withRenaming(name -> name.equals("lm_head.weight") ? name : prefix + name);
    }
    boolean tied = !module.stateDict().containsKey("lm_head.weight");
    // Some files repeat the table as the weight of the head; old ones have GPT-2's causal masks.
    return options.withAllowedUnexpected(
        tied ? "lm_head.weight" : "**.rotary_emb.inv_freq",
        "**.rotary_emb.inv_freq",
        "**.attn.bias",
        "**.attn.masked_bias");
  }
}
