package dev.forja.onnx.exporter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file next to a model that contains its weights. Each save creates one with a new name, so
 * that the old model and its weights stay complete until the new ones have replaced them.
 */
final class ExternalFile {
  private static final int ID = 8;
  private static final String SUFFIX = ".data";

  private ExternalFile() {}

  /** A file that does not exist yet. */
  static Path beside(Path model) {
    String id = UUID.randomUUID().toString().substring(0, ID);
    return model.resolveSibling(model.getFileName() + "." + id + SUFFIX);
  }

  /** Deletes the files that earlier saves of this model created. */
  static void deleteOthers(Path model, @Nullable Path kept) throws IOException {
    Path folder = model.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    String prefix = model.getFileName() + ".";
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isOf(prefix, file.getFileName().toString()))) {
      for (Path file : files) {
        if (kept == null || !file.getFileName().equals(kept.getFileName())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOf(String prefix, String name) {
    return name.length() == prefix.length() + ID + SUFFIX.length()
        && name.startsWith(prefix)
        && name.endsWith(SUFFIX)
        && name.substring(prefix.length(), prefix.length() + ID).matches("[0-9a-f]+");
  }
}
