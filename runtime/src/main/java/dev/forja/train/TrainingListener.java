package dev.forja.train;

import java.io.PrintWriter;

/**
 * A listener to the progress of a run, for example for progress bars, logs and curves. It is called
 * on the training thread.
 */
public interface TrainingListener {
  /** Called when an epoch starts, or continues after {@code batch} batches of an earlier run. */
  default void epochStarted(int epoch, int epochs, int batch) {}

  /** Called after each batch. */
  default void batchEnded(Progress progress) {}

  /**
   * Called at the end of an epoch, after its validation and after its files are written.
   *
   * @param best whether it is the best epoch so far
   */
  default void epochEnded(EpochReport report, boolean best) {}

  /**
   * A listener that prints one line for each epoch: {@code epoch 1: loss 0.72; validation: loss
   * 0.14, best}.
   */
  static TrainingListener printing(PrintWriter out) {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochReport report, boolean best) {
        out.println(report + (best ? ", best" : ""));
        out.flush();
      }
    };
  }
}
