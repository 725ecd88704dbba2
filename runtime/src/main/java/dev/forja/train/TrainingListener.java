package dev.forja.train;

import java.io.PrintWriter;

/** Is told how a run goes: for progress bars, logs and curves. It runs in the training thread. */
public interface TrainingListener {
  /** An epoch begins, or goes on after the {@code batch} batches that an earlier run has done. */
  default void epochStarted(int epoch, int epochs, int batch) {}

  /** A batch was learnt. */
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
