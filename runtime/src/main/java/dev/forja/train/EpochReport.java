package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * How one epoch went.
 *
 * @param epoch its number, from 0
 * @param training means over the examples trained on, each as it was when its turn came
 * @param validation means over the examples held out, after the epoch; null without any
 */
public record EpochReport(int epoch, Means training, @Nullable Means validation) {
  /** The means that the epoch is judged by: those of validation where there are any. */
  public Means judged() {
    return validation == null ? training : validation;
  }

  TrainingCheckpoint state() {
    TrainingCheckpoint state = new TrainingCheckpoint().put("training", training.state());
    return validation == null ? state : state.put("validation", validation.state());
  }

  static EpochReport restore(int epoch, TrainingCheckpoint saved) {
    TrainingCheckpoint validation = saved.part("validation");
    return new EpochReport(
        epoch,
        Means.restore(saved.part("training")),
        validation.names().isEmpty() ? null : Means.restore(validation));
  }

  /** The report as {@code epoch 1: loss 0.72, accuracy 0.78; validation: loss 0.14, ...}. */
  @Override
  public String toString() {
    String text = "epoch %d: %s".formatted(epoch + 1, training);
    return validation == null ? text : text + "; validation: " + validation;
  }
}
