package dev.forja.module;

import dev.forja.io.ModelFileException;
import java.nio.file.Path;

/**
 * Compares a file of weights with a module, in a test: an incremental build does not read the file
 * of {@code @Checkpoint} again if only the file has changed.
 *
 * <pre>{@code
 * @Test
 * void theWeightsFit() throws ModelFileException {
 *   CheckpointFile.check(Path.of("weights/net.safetensors"), NetInvoker.of());
 * }
 * }</pre>
 *
 * <p>Nothing is loaded or changed. Thread-safe as long as no thread changes the module meanwhile.
 */
public final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * Checks that the file, or the index of a sharded one, can be loaded into the module.
   *
   * @throws AssertionError if names, shapes or types differ, with all differences
   * @throws ModelFileException if the file cannot be read
   */
  public static void check(Path file, NeuralModule module) throws ModelFileException {
    LoadReport report = StateFile.compare(module, file);
    if (!report.isEmpty()) {
      throw new AssertionError("%s does not fit %s:\n%s".formatted(file, report.model(), report));
    }
  }
}
