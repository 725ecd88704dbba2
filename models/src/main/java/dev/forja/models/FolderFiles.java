package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsFile;
import dev.forja.io.ShardedSafetensors;
import dev.forja.module.CheckpointFile;
import dev.forja.module.LoadOptions;
import dev.forja.module.LoadReport;
import dev.forja.module.NeuralModule;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.TokenizerFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a folder. */
final class FolderFiles extends ModelFiles {
  private final Path folder;

  private FolderFiles(Path folder) {
    this.folder = folder;
  }

  static FolderFiles of(Path folder) throws ModelLoadException {
    if (!Files.isDirectory(folder)) {
      throw new ModelLoadException(
          folder.toString(),
          Files.exists(folder)
              ? "is no folder: name the folder that has config.json in it"
              : "there is no such folder",
          null);
    }
    return new FolderFiles(folder);
  }

  @Override
  String describe(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  @Override
  InputStream open(String file) throws IOException {
    return Files.newInputStream(folder.resolve(file));
  }

  @Override
  Tokenizer readTokenizer(String inside) throws TokenizerFileException {
    return Tokenizer.load(folder.resolve(inside));
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the returned object closes the file
  Weights weights(String inside) throws ModelFileException {
    if (has(inside + WEIGHTS)) {
      return new One(SafetensorsFile.open(folder.resolve(inside + WEIGHTS)));
    }
    if (!has(inside + INDEX)) {
      throw noWeights(inside);
    }
    Path index = folder.resolve(inside + INDEX);
    try (ShardedSafetensors shards = ShardedSafetensors.open(index)) {
      return new Shards(index, Set.copyOf(shards.tensors().keySet()));
    }
  }

  /** One file. */
  record One(SafetensorsFile file) implements Weights {
    @Override
    public Set<String> names() {
      return file.entries().stream().map(SafetensorsEntry::name).collect(Collectors.toSet());
    }

    @Override
    public LoadReport load(NeuralModule module, LoadOptions options) throws ModelFileException {
      return CheckpointFile.load(module, file, options);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** Several files and their index. */
  record Shards(Path index, Set<String> names) implements Weights {
    @Override
    public LoadReport load(NeuralModule module, LoadOptions options) throws ModelFileException {
      return module.load(index, options);
    }

    @Override
    public void close() {}
  }
}
