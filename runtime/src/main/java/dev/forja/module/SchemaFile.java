package dev.forja.module;

import dev.forja.io.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a {@link Schema} with a file in the user's tests, so that a renamed field is noticed
 * before a saved file fails to load.
 *
 * <pre>{@code
 * @Test
 * void savedFilesStillFit() throws ModelFileException {
 *   SchemaFile.check(Path.of("src/test/schemas/mlp.txt"), MlpInvoker.of(784, 256, 10).schema());
 * }
 * }</pre>
 *
 * <p>It keeps no state, so any thread may use it.
 */
public final class SchemaFile {
  /** The system property that makes {@link #check} write the file, if it is {@code true}. */
  public static final String UPDATE = "forja.schema.update";

  private SchemaFile() {}

  /**
   * Checks that the file contains this schema.
   *
   * @throws AssertionError if it differs or does not exist, with the lines that differ
   * @throws ModelFileException if the file cannot be read or written, or holds no schema
   */
  public static void check(Path file, Schema schema) throws ModelFileException {
    if (Boolean.getBoolean(UPDATE)) {
      write(file, schema);
      return;
    }
    String hint = "Run with -D%s=true to write it.".formatted(UPDATE);
    if (!Files.exists(file)) {
      throw new AssertionError("there is no schema at %s. %s".formatted(file, hint));
    }
    Schema kept = read(file, hint);
    if (!kept.equals(schema)) {
      throw new AssertionError(
          "the state dict of %s is not that of %s:\n%sSaved files may no longer load; @RenamedFrom keeps them loading. %s"
              .formatted(schema.model(), file, kept.diff(schema), hint));
    }
  }

  private static void write(Path file, Schema schema) throws ModelFileException {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, schema.toString());
    } catch (IOException e) {
      throw ModelFileException.unwritable(file, e);
    }
  }

  private static Schema read(Path file, String hint) throws ModelFileException {
    try {
      return Schema.parse(Files.readString(file));
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file, "holds no schema: " + e.getMessage() + ". " + hint, e);
    }
  }
}
