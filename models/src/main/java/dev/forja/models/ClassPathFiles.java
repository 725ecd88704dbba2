package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.io.SafetensorsFile;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.TokenizerFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a model on the class path, below {@link #ROOT}. */
final class ClassPathFiles extends ModelFiles {
  /** The folder of all models, each with its name. It is no package, so modules do not hide it. */
  static final String ROOT = "META-INF/forja/models/";

  private final String name;
  private final ClassLoader loader;

  private ClassPathFiles(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  static ClassPathFiles of(String name, ClassLoader loader) throws ModelLoadException {
    ClassPathFiles files = new ClassPathFiles(name, loader);
    if (!files.has(CONFIG)) {
      throw new ModelLoadException(
          ROOT + name,
          "there is no model of this name on the class path, since "
              + CONFIG
              + " is not there: add"
              + " a jar that ModelJar has packed with this name",
          null);
    }
    return files;
  }

  @Override
  String describe(String file) {
    return ROOT + name + "/" + file;
  }

  @Override
  boolean has(String file) {
    return loader.getResource(describe(file)) != null;
  }

  @Override
  InputStream open(String file) throws IOException {
    @Nullable InputStream in = loader.getResourceAsStream(describe(file));
    if (in == null) {
      throw new FileNotFoundException("there is no such file on the class path");
    }
    return in;
  }

  @Override
  Tokenizer readTokenizer(String folder) throws TokenizerFileException, ModelFileException {
    String file = folder + "tokenizer.json";
    if (!has(file)) {
      throw new ModelLoadException(
          describe(file), "is missing; a model on the class path needs it", null);
    }
    try (InputStream in = open(file)) {
      return Tokenizer.read(in, describe(file));
    } catch (TokenizerFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelLoadException(describe(file), "cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the returned object closes the file
  Weights weights(String folder) throws ModelFileException {
    String file = folder + WEIGHTS;
    if (!has(file)) {
      throw noWeights(folder);
    }
    try (InputStream in = open(file)) {
      return new FolderFiles.One(SafetensorsFile.read(Path.of(describe(file)), in));
    } catch (ModelFileException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelLoadException(describe(file), "cannot be read: " + e.getMessage(), e);
    }
  }
}
