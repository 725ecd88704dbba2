package dev.forja.train;

import java.io.PrintWriter;

/** Follows a run, for progress bars, logs and curves. Its methods run on the thread that trains. */
public interface TrainingListener {
  /**
   * An epoch begins, or is resumed after the {@code batch} batches that an earlier run has done.
   */
  default void epochStarted(int epoch, int epochs, int batch) {}

  /** A batch has been trained on. */
  default void batchEnded(Progress progress) {}

  /**
   * An epoch has ended, was validated, and its files are written.
   *
   * @param best whether it is the best so far
   */
  default void epochEnded(EpochReport report, boolean best) {}

  /** Prints one line for each epoch: {@code epoch 1: loss 0.72; validation: loss 0.14, best}. */
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
