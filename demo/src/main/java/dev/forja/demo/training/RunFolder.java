package dev.forja.demo.training;

import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that a run writes to. Each file is written completely or not at all.
 *
 * @param directory the folder
 */
public record RunFolder(Path directory) {
  /** The weights that validated best. */
  public Path model() {
    return directory.resolve("model.safetensors");
  }

  /** The checkpoint of the run, from which {@code --resume} continues. */
  public Path checkpoint() {
    return directory.resolve("checkpoint.safetensors");
  }

  /** A picture of this name. */
  public Path picture(String name) {
    return directory.resolve(name + ".png");
  }

  /**
   * Creates the folder if necessary, and checks that files can be written to it.
   *
   * @param over whether the run whose files lie there already goes on, or is to be forgotten
   */
  public void create(boolean over) {
    if (!over && (Files.exists(checkpoint()) || Files.exists(model()))) {
      throw new DemoException(
          "there is a run in %s already: --resume goes on with it, --force begins anew in its place,"
                  .formatted(directory)
              + " and --out takes another folder");
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException refused) {
      throw DemoException.of("cannot create the folder " + directory + " for the results", refused);
    }
    if (!Files.isWritable(directory)) {
      throw new DemoException("cannot write to the folder " + directory);
    }
  }

  /** Deletes the model and the checkpoint of an earlier run. */
  public void forget() {
    try {
      Files.deleteIfExists(checkpoint());
      Files.deleteIfExists(model());
    } catch (IOException refused) {
      throw DemoException.of("cannot delete the earlier run in " + directory, refused);
    }
  }

  /** Reads the checkpoint. */
  public TrainingCheckpoint loadCheckpoint() {
    if (Files.notExists(checkpoint())) {
      throw new DemoException(
          "there is no run to resume in " + directory + ": " + checkpoint() + " does not exist");
    }
    try {
      return TrainingCheckpoint.load(checkpoint());
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
  }
}
