package dev.forja.processor.checkpoint;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.SavedName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reports differences between the names in a file of weights and those of a model's state.
 *
 * @param folder the folder of the files
 * @param required whether a missing file is an error
 */
public record Checkpoints(Path folder, boolean required) {
  /** The option with the folder. */
  public static final String FOLDER = "forja.checkpoints";

  /** The option that makes a missing file an error. */
  public static final String REQUIRED = "forja.checkpoints.required";

  /** Creates the checks from the options of the compiler. */
  public static Checkpoints of(Map<String, String> options) {
    String folder = options.get(FOLDER);
    return new Checkpoints(Path.of(folder == null ? "" : folder), options.containsKey(REQUIRED));
  }

  /** The file of a checkpoint; null if it does not exist. */
  public @Nullable Path file(String checkpoint) {
    try {
      Path file = folder.resolve(checkpoint);
      return Files.exists(file) ? file : null;
    } catch (InvalidPathException | SecurityException other) {
      return null;
    }
  }

  /**
   * Compares the names in a file with a model's state.
   *
   * @param whole reports at the whole annotation
   * @param fields the fields by name
   */
  public void check(
      String checkpoint,
      List<SavedName> state,
      Report report,
      Report.Location whole,
      Map<String, ? extends Element> fields) {
    Path file = file(checkpoint);
    if (file == null) {
      String path = folder.toAbsolutePath().normalize().toString();
      Problem problem = required ? Problem.CHECKPOINT_REQUIRED : Problem.CHECKPOINT_ABSENT;
      whole.report(problem, checkpoint, path);
      return;
    }
    try {
      Weights weights = Weights.read(file);
      for (NameCheck.Difference each : new NameCheck(state, weights).differences()) {
        Problem problem =
            each.missing() ? Problem.CHECKPOINT_MISSING : Problem.CHECKPOINT_UNEXPECTED;
        Element field = fields.get(each.field());
        (field == null ? whole : report.at(field))
            .report(
                problem,
                checkpoint,
                each.name(),
                Problem.andMore(each.more()),
                Problem.didYouMean(each.near()));
      }
    } catch (UnreadableException damage) {
      whole.report(Problem.CHECKPOINT_UNREADABLE, checkpoint, damage.reason());
    }
  }
}
