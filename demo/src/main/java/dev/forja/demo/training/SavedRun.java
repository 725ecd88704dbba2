package dev.forja.demo.training;

import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.module.LoadException;
import dev.forja.module.NeuralModule;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.train.History;
import dev.forja.train.StopReason;
import dev.forja.train.Trainer;
import dev.forja.train.TrainerBuilder;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * A run of training that is saved in a folder: Ctrl-C ends it with a complete checkpoint, from
 * which another process goes on as if nothing had happened.
 */
public final class SavedRun {
  private final Trainer<Batch> trainer;
  private final RunFolder folder;
  private final int epochs;
  private final EpochBar bar;
  private final PrintStream terminal;
  private BooleanSupplier interrupted = () -> false;

  /**
   * A run that has not begun.
   *
   * @param training what is trained, and how
   * @param folder where checkpoints and the best weights go
   * @param epochs how many epochs the whole run has
   * @param bar what shows an epoch
   * @param listener what hears of each epoch
   * @param terminal where an interruption is reported
   */
  public SavedRun(
      TrainerBuilder<Batch> training,
      RunFolder folder,
      int epochs,
      EpochBar bar,
      TrainingListener listener,
      PrintStream terminal) {
    this.folder = folder;
    this.epochs = epochs;
    this.bar = bar;
    this.terminal = terminal;
    this.trainer =
        training
            .checkpoint(folder.checkpoint())
            .best(folder.model())
            .stopWhen(() -> interrupted.getAsBoolean())
            .listener(bar)
            .listener(listener)
            .build();
  }

  /**
   * Takes up the state of the run that was interrupted in the same folder.
   *
   * @param options what must be given as it was then, for a message
   */
  public void resume(String options) {
    TrainingCheckpoint saved = folder.loadCheckpoint();
    try {
      if (saved.integer("epochs") != epochs) {
        throw new DemoException(
            "the run to resume has --epochs %d; give the same number, --epochs %d"
                .formatted(saved.integer("epochs"), saved.integer("epochs")));
      }
      trainer.restore(saved);
    } catch (LoadException | IllegalArgumentException other) {
      throw new DemoException(
          "the run in %s was not made by this command with the same %s: %s"
              .formatted(
                  folder.directory(),
                  options,
                  String.valueOf(other.getMessage()).lines().findFirst().orElse("")),
          other);
    }
  }

  /**
   * Trains to the end; false if Ctrl-C interrupted it. The checkpoint is complete in either case.
   */
  public boolean train(NeuralModule model) {
    try (Interrupt interrupt = new Interrupt();
        bar) {
      interrupted = interrupt::isRequested;
      model.train();
      if (trainer.run(epochs) != StopReason.INTERRUPTED) {
        return true;
      }
      bar.close();
      terminal.printf(
          "%ninterrupted: the run is saved in %s; add --resume to go on%n", folder.checkpoint());
      return false;
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
  }

  /** The history of the finished epochs. */
  public History history() {
    return trainer.history();
  }
}
