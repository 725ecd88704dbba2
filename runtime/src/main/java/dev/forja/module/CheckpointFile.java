package dev.forja.module;

import dev.forja.io.ModelFileException;
import java.nio.file.Path;

/**
 * Compares a file of weights with a module, in a test: a build that compiles only what has changed
 * does not look into the file of {@code @Checkpoint} again when the file alone has changed.
 *
 * <pre>{@code
 * @Test
 * void theWeightsFit() throws ModelFileException {
 *   CheckpointFile.check(Path.of("weights/net.safetensors"), NetInvoker.of());
 * }
 * }</pre>
 *
 * <p>Nothing is loaded and nothing is changed. May be called from several threads, as long as none
 * changes the module meanwhile.
 */
public final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * Does nothing if the file, or the index of a sharded one, would load into the module.
   *
   * @throws AssertionError if names, shapes or types differ, with all that do
   * @throws ModelFileException if the file cannot be read
   */
  public static void check(Path file, NeuralModule module) throws ModelFileException {
    LoadReport report = StateFile.compare(module, file);
    if (!report.isEmpty()) {
      throw new AssertionError("%s does not fit %s:\n%s".formatted(file, report.model(), report));
    }
  }
}
