package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.Loader.Part;
import dev.forja.models.ModelFiles.Weights;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.encoder.Pooling;
import dev.forja.models.encoder.SentenceEncoder;
import dev.forja.module.LoadOptions;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of sentence-transformers: {@code modules.json} lists an encoder, pooling, layers and
 * normalising, each with a folder. Without it, the vector of a text is the mean of its tokens'.
 */
final class SentenceFiles {
  private static final Map<String, TensorFunction> ACTIVATIONS =
      Map.of(
          "torch.nn.modules.linear.Identity", x -> x,
          "torch.nn.modules.activation.Tanh", Tensor::tanh,
          "torch.nn.modules.activation.ReLU", Tensor::relu,
          "torch.nn.modules.activation.GELU", Tensor::gelu,
          "torch.nn.modules.activation.Sigmoid", Tensor::sigmoid,
          "torch.nn.modules.activation.SiLU", Tensor::silu);

  private static final String MODULES = "modules.json";

  private final ModelFiles files;
  private final List<Pooling> poolings = new ArrayList<>();
  private final List<Linear> linears = new ArrayList<>();
  private final List<TensorFunction> activations = new ArrayList<>();
  private boolean countsPrompt = true;
  private boolean normalize;
  private @Nullable TextModel text;

  private SentenceFiles(ModelFiles files) {
    this.files = files;
  }

  /**
   * What was read.
   *
   * @param countsPrompt whether pooling counts the tokens of a prompt
   */
  record Read(TextModel text, SentenceEncoder model, boolean countsPrompt) {}

  static Read read(ModelFiles files) throws ModelFileException {
    return new SentenceFiles(files).all();
  }

  private Read all() throws ModelFileException {
    for (ModelConfig module : files.configs(MODULES)) {
      try {
        add(module);
      } catch (ModelConfigException e) {
        throw new ModelLoadException(module.file(), e.problem(), e);
      }
    }
    TextModel loaded = text == null ? TextModel.load(files, "", Part.ENCODER) : text;
    if (poolings.isEmpty()) {
      poolings.add(Pooling.MEAN);
    }
    SentenceEncoder model =
        SentenceEncoder.of(loaded.encoder(), poolings, linears, activations, normalize);
    model.eval();
    return new Read(loaded, model, countsPrompt);
  }

  private void add(ModelConfig module) throws ModelFileException {
    String path = module.text("path", "");
    String folder = path.isEmpty() ? "" : path + "/";
    String type = module.text("type", "");
    String kind = type.substring(type.lastIndexOf('.') + 1);
    if (text == null && !kind.equals("Transformer")) {
      throw module.error(
          "type", "is '%s', but the first module must be Transformer".formatted(type));
    }
    if (normalize && !kind.equals("Normalize")) {
      throw module.error("type", "is '%s', but nothing can follow Normalize".formatted(type));
    }
    switch (kind) {
      case "Transformer" -> text = TextModel.load(files, folder, Part.ENCODER);
      case "Pooling" -> pooling(files.config(folder + ModelFiles.CONFIG));
      case "Dense" -> dense(folder);
      case "Normalize" -> normalize = true;
      case "Dropout" -> {} // only in training
      default ->
          throw module.error(
              "type",
              "is '%s'; known are Transformer, Pooling, Dense, Normalize and Dropout"
                  .formatted(type));
    }
  }

  private void pooling(ModelConfig config) throws ModelLoadException {
    try {
      poolings.addAll(PoolingOptions.read(config));
      countsPrompt = config.flag("include_prompt", true);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  private void dense(String folder) throws ModelFileException {
    ModelConfig config = files.config(folder + ModelFiles.CONFIG);
    try {
      Linear linear =
          Linear.of(
              config.size("in_features"), config.size("out_features"), config.flag("bias", true));
      activations.add(
          config.choice("activation_function", "torch.nn.modules.activation.Tanh", ACTIVATIONS));
      linears.add(linear);
      try (Weights weights = files.weights(folder)) {
        weights.load(linear, LoadOptions.defaults().withPrefix("linear."));
      }
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }
}
