package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.module.StateMismatchException;
import dev.forja.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that a run writes to. Each file is written completely or not at all.
 *
 * @param directory the folder
 */
record Results(Path directory) {
  /** The weights that validated best. */
  Path model() {
    return directory.resolve("model.safetensors");
  }

  /** The checkpoint of the run, from which {@code --resume} continues. */
  Path checkpoint() {
    return directory.resolve("checkpoint.safetensors");
  }

  Path picture(String name) {
    return directory.resolve(name + ".png");
  }

  /**
   * Creates the folder if necessary, and checks that files can be written to it.
   *
   * @param over whether the run whose files lie there already goes on, or is to be forgotten
   */
  void create(boolean over) {
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
  void forget() {
    try {
      Files.deleteIfExists(checkpoint());
      Files.deleteIfExists(model());
    } catch (IOException refused) {
      throw DemoException.of("cannot delete the earlier run in " + directory, refused);
    }
  }

  /** Loads the best weights into {@code model}. */
  void load(Classifier model) {
    if (Files.notExists(model())) {
      throw new DemoException(
          "there is no trained model in " + directory + " yet; run 'demo/run digits' first");
    }
    try {
      model.module().load(model());
    } catch (StateMismatchException other) {
      throw new DemoException(
          model() + " contains another kind of network; pass the --model it was trained with",
          other);
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
  }

  TrainingCheckpoint loadCheckpoint() {
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
