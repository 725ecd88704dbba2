package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.ModelFiles.Weights;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.encoder.Architecture;
import dev.forja.models.encoder.Encoder;
import dev.forja.module.LoadOptions;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Init;
import java.util.function.BiFunction;

/** Models with the weights of their files. */
final class Loader {
  private Loader() {}

  /** A part of a model that is an encoder, or one with a head. */
  enum Part {
    ENCODER(Architecture::encoder),
    SEQUENCE_CLASSIFIER(Architecture::sequenceClassifier),
    TOKEN_CLASSIFIER(Architecture::tokenClassifier);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
    private final BiFunction<Architecture, ModelConfig, Encoder> make;

    Part(BiFunction<Architecture, ModelConfig, Encoder> make) {
      this.make = make;
    }
  }

  /** The model in a folder of the files, which is empty or ends with a slash. */
  static Encoder load(ModelFiles files, String folder, ModelConfig config, Part part)
      throws ModelFileException {
    Architecture architecture;
    Encoder encoder;
    try {
      architecture = Architecture.of(config);
      encoder = Init.skip(() -> part.make.apply(architecture, config));
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
    NeuralModule module = (NeuralModule) encoder;
    try (Weights weights = files.weights(folder)) {
      weights.load(module, options(weights, architecture, part));
    }
    module.eval();
    return encoder;
  }

  private static LoadOptions options(Weights weights, Architecture architecture, Part part) {
    String prefix = architecture.prefix();
    boolean headed = weights.names().stream().anyMatch(name -> name.startsWith(prefix));
    LoadOptions options = LoadOptions.defaults().withRenaming(Loader::current);
    if (part == Part.ENCODER) {
      return options
          .withPrefix(headed ? prefix : "")
          .withAllowedUnexpected(
              "pooler.**", "embeddings.position_ids", "embeddings.token_type_ids");
    }
    // The classifiers of texts that have a pooler use it; files of those that have none may.
    return options.withAllowedUnexpected(
        prefix + "pooler.**",
        prefix + "embeddings.position_ids",
        prefix + "embeddings.token_type_ids");
  }

  /** Old checkpoints, converted from TensorFlow, have its names of the weights of norms. */
  private static String current(String name) {
    if (name.endsWith(".gamma")) {
      return name.substring(0, name.length() - "gamma".length()) + "weight";
    }
    return name.endsWith(".beta")
        ? name.substring(0, name.length() - "beta".length()) + "bias"
        : name;
  }
}
