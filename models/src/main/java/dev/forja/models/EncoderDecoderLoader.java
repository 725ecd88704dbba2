package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.ModelFiles.Weights;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.decoder.EncoderDecoder;
import dev.forja.models.decoder.EncoderDecoderArchitecture;
import dev.forja.module.LoadOptions;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Init;

/** Models that read a text and write another one, with the weights of their files. */
final class EncoderDecoderLoader {
  private static final String HEAD = "lm_head.weight";
  private static final String TIED = "tie_word_embeddings";
  private static final String SCALED = "scale_decoder_outputs";

  private EncoderDecoderLoader() {}

  static EncoderDecoder load(
      ModelFiles files, ModelConfig config, EncoderDecoderArchitecture architecture)
      throws ModelFileException {
    try (Weights weights = files.weights("")) {
      EncoderDecoder model;
      try {
        ModelConfig known = withHead(config, weights.names().contains(HEAD));
        model = Init.skip(() -> architecture.encoderDecoder(known));
      } catch (ModelConfigException e) {
        throw new ModelLoadException(config.file(), e.problem(), e);
      }
      NeuralModule module = (NeuralModule) model;
      // Files may repeat the table; old ones have distances that nothing uses.
      weights.load(
          module,
          LoadOptions.defaults()
              .withAllowedUnexpected(
                  "encoder.embed_tokens.weight",
                  "decoder.embed_tokens.weight",
                  "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"));
      module.eval();
      return model;
    }
  }

  /** Newer files say that weights are tied even where they have a head of their own. */
  private static ModelConfig withHead(ModelConfig config, boolean head) {
    boolean tied = config.flag(TIED, true);
    boolean scaled = config.flag(SCALED, tied);
    return config.with(TIED, !head).with(SCALED, scaled);
  }
}
