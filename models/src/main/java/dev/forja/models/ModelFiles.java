package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.io.SafetensorsException;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.module.LoadOptions;
import dev.forja.module.LoadReport;
import dev.forja.module.NeuralModule;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.TokenizerFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a model under Hugging Face's names: those of a folder, or of a jar on the class path
 * that {@link ModelJar} has packed. Safe for use by many threads.
 */
public abstract sealed class ModelFiles permits FolderFiles, ClassPathFiles {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String INDEX = WEIGHTS + ".index.json";
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  ModelFiles() {}

  /**
   * The files of a folder.
   *
   * @throws ModelLoadException if there is no such folder
   */
  public static ModelFiles inFolder(Path folder) throws ModelLoadException {
    return FolderFiles.of(folder);
  }

  /**
   * The files of a model on the class path, by the name that it was packed with: those of the jar
   * are read directly, and nothing is written to the disk.
   *
   * @throws ModelLoadException if there is no such model
   */
  public static ModelFiles onClassPath(String name) throws ModelLoadException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return onClassPath(name, context == null ? ModelFiles.class.getClassLoader() : context);
  }

  /** As {@link #onClassPath(String)}, where {@code loader} finds it. */
  public static ModelFiles onClassPath(String name, ClassLoader loader) throws ModelLoadException {
    return ClassPathFiles.of(name, loader);
  }

  /** What messages call a file. */
  abstract String describe(String file);

  /** Whether there is such a file. */
  abstract boolean has(String file);

  /** Opens a file. */
  abstract InputStream open(String file) throws IOException;

  /** The tokenizer in a folder of the files, which is empty or ends with a slash. */
  abstract Tokenizer readTokenizer(String folder) throws TokenizerFileException, ModelFileException;

  /** The weights, which are in {@link #WEIGHTS} or, in a folder, in shards. */
  abstract Weights weights(String folder) throws ModelFileException;

  /** Weights whose names are known before they are loaded. */
  interface Weights extends AutoCloseable {
    Set<String> names();

    LoadReport load(NeuralModule module, LoadOptions options) throws ModelFileException;

    @Override
    void close() throws SafetensorsException;
  }

  /** The tokenizer, whose errors are like those of the other files. */
  final Tokenizer tokenizer(String folder) throws ModelFileException {
    try {
      return readTokenizer(folder);
    } catch (TokenizerFileException e) {
      String message = String.valueOf(e.getMessage());
      String file = e.file() + ": ";
      throw new ModelLoadException(
          e.file(), message.startsWith(file) ? message.substring(file.length()) : message, e);
    }
  }

  /** A file with a JSON object, which must be there. */
  final ModelConfig config(String file) throws ModelFileException {
    Optional<ModelConfig> config = optionalConfig(file);
    if (config.isEmpty()) {
      throw new ModelLoadException(
          describe(file),
          "is missing: a model is a folder with config.json, model.safetensors and tokenizer.json,"
              + " as a download from Hugging Face makes it",
          null);
    }
    return config.get();
  }

  /** A file with a JSON object, if it is there. */
  final Optional<ModelConfig> optionalConfig(String file) throws ModelFileException {
    if (!has(file)) {
      return Optional.empty();
    }
    try (InputStream in = open(file)) {
      return Optional.of(ModelConfig.read(describe(file), in));
    } catch (IOException e) {
      throw failure(file, e);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(describe(file), e.problem(), e);
    }
  }

  /** A file with a JSON array of objects; empty if it is not there. */
  final List<ModelConfig> configs(String file) throws ModelFileException {
    if (!has(file)) {
      return List.of();
    }
    try (InputStream in = open(file)) {
      return ModelConfig.readList(describe(file), in);
    } catch (IOException e) {
      throw failure(file, e);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(describe(file), e.problem(), e);
    }
  }

  private ModelFileException failure(String file, IOException e) {
    return e instanceof ModelFileException same
        ? same
        : new ModelLoadException(describe(file), "cannot be read: " + e.getMessage(), e);
  }

  /** The error for weights that are not there. */
  final ModelLoadException noWeights(String folder) {
    for (String other : List.of("pytorch_model.bin", "tf_model.h5", "model.onnx")) {
      if (has(folder + other)) {
        return new ModelLoadException(
            describe(folder + WEIGHTS),
            "is missing, and %s is not read: get the safetensors file of the same model, or write"
                    .formatted(other)
                + " it in Python: AutoModel.from_pretrained(folder).save_pretrained(folder)",
            null);
      }
    }
    return new ModelLoadException(
        describe(folder + WEIGHTS), "is missing, and so is " + INDEX, null);
  }
}
