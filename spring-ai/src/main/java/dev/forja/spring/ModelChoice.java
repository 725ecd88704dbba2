package dev.forja.spring;

import dev.forja.io.ModelFileException;
import dev.forja.models.ModelFiles;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which model the properties of an application name.
 *
 * @param prefix what the names of the properties begin with
 */
record ModelChoice(String prefix, @Nullable String folder, @Nullable String classPathName) {
  /**
   * The files of the model.
   *
   * @throws IllegalStateException if the properties name no model, or two
   */
  ModelFiles files() throws ModelFileException {
    if ((folder == null) == (classPathName == null)) {
      throw new IllegalStateException(
          "%s: set either %s.folder, the folder of a model, or %s.class-path-name, the name of one in a jar"
              .formatted(
                  folder == null ? "no model is given" : "two models are given", prefix, prefix));
    }
    return folder == null
        ? ModelFiles.onClassPath(Objects.requireNonNull(classPathName))
        : ModelFiles.inFolder(Path.of(folder));
  }

  /** The name of the model: as given, else that of the jar or of the folder. */
  String name(@Nullable String given) {
    if (given != null) {
      return given;
    }
    if (classPathName != null) {
      return classPathName;
    }
    @Nullable Path last = folder == null ? null : Path.of(folder).getFileName();
    return last == null ? ForjaEmbeddingModel.PROVIDER : last.toString();
  }
}
