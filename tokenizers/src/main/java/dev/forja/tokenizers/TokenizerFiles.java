package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.json.JsonProblem;
import dev.forja.tokenizers.json.JsonReader;
import dev.forja.tokenizers.pipeline.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads tokenizers from files. */
final class TokenizerFiles {
  private TokenizerFiles() {}

  /** Something that reads a file. */
  @FunctionalInterface
  interface Source<T> {
    /** Reads the file. */
    T read() throws IOException;
  }

  static Tokenizer load(Path path) throws TokenizerFileException {
    if (!Files.isDirectory(path)) {
      return readFile(path, ModelHints.NONE);
    }
    Path configFile = path.resolve("tokenizer_config.json");
    Json config = Json.of(Map.of());
    ModelHints hints = ModelHints.NONE;
    if (Files.isRegularFile(configFile)) {
      config = json(configFile);
      hints = guarded(configFile.toString(), config, ModelHints::read);
    }
    Path file = path.resolve("tokenizer.json");
    if (Files.exists(file)) {
      return readFile(file, hints);
    }
    if (Files.exists(path.resolve("vocab.txt"))) {
      return OldFiles.wordPiece(path.resolve("vocab.txt"), path.toString(), config, hints);
    }
    if (Files.exists(path.resolve("vocab.json")) && Files.exists(path.resolve("merges.txt"))) {
      return OldFiles.bytePair(path, path.toString(), config, hints);
    }
    throw new TokenizerFileException(
        path.toString(),
        null,
        "the folder has neither tokenizer.json, nor vocab.txt, nor vocab.json with merges.txt"
            + (Files.exists(path.resolve("tokenizer.model"))
                ? "; its tokenizer.model is a SentencePiece file: convert it to tokenizer.json"
                : ""),
        null);
  }

  private static Tokenizer readFile(Path file, ModelHints hints) throws TokenizerFileException {
    return read(file.toString(), () -> parse(file), hints);
  }

  private static Json parse(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new JsonProblem(null, "this is no regular file", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return JsonReader.read(in);
    }
  }

  static Json json(Path file) throws TokenizerFileException {
    return open(file.toString(), () -> parse(file));
  }

  static Tokenizer read(String source, Source<Json> reader, ModelHints hints)
      throws TokenizerFileException {
    Json json = open(source, reader);
    return guarded(source, json, file -> new Tokenizer(new Pipeline(file), file, hints));
  }

  /** Reads something, and names the file if that fails. */
  static <T> T open(String source, Source<T> reader) throws TokenizerFileException {
    try {
      return reader.read();
    } catch (JsonProblem e) {
      throw new TokenizerFileException(source, e.place(), String.valueOf(e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new TokenizerFileException(source, null, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new TokenizerFileException(source, null, "the file may not be read", e);
    } catch (CharacterCodingException e) {
      throw new TokenizerFileException(source, null, "the file is no UTF-8 text", e);
    } catch (IOException e) {
      throw new TokenizerFileException(
          source, null, "the file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Something that is made of a document. */
  @FunctionalInterface
  interface Maker<T> {
    /** Makes it. */
    T make(Json json) throws TokenizerFileException;
  }

  /** Makes something of a document, and names the file if that fails. */
  static <T> T guarded(String source, Json json, Maker<T> maker) throws TokenizerFileException {
    try {
      return maker.make(json);
    } catch (JsonProblem e) {
      throw new TokenizerFileException(source, e.place(), String.valueOf(e.getMessage()), e);
    }
  }
}
