package dev.forja.module;

import dev.forja.io.ModelFileException;
import dev.forja.io.SafetensorsFile;
import java.nio.file.Path;

/**
 * Files of weights beside the methods of {@link NeuralModule}. {@link #check} compares a file with
 * a module, in a test: an incremental build does not read the file of {@code @Checkpoint} again if
 * only the file has changed.
 *
 * <pre>{@code
 * @Test
 * void theWeightsFit() throws ModelFileException {
 *   CheckpointFile.check(Path.of("weights/net.safetensors"), NetInvoker.of());
 * }
 * }</pre>
 *
 * <p>Thread-safe as long as no thread changes the module meanwhile.
 */
public final class CheckpointFile {
  private CheckpointFile() {}

  /**
   * Reads an open file into the state of a module, as {@link NeuralModule#load(Path, LoadOptions)}
   * does: for one that is not in a file system, see {@link SafetensorsFile#read}.
   *
   * @return what was missing or unexpected, if {@code options} allow it
   * @throws ModelFileException as a {@link StateMismatchException} with everything that differs, if
   *     the file does not fit; then nothing was changed
   */
  public static LoadReport load(NeuralModule module, SafetensorsFile file, LoadOptions options)
      throws ModelFileException {
    return StateFile.load(module, file, options);
  }

  /**
   * Checks, without loading, that the file, or the index of a sharded one, can be loaded into the
   * module.
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
