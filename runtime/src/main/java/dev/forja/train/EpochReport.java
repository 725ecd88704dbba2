package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * The results of one epoch.
 *
 * <p>Immutable.
 *
 * @param epoch its number, from 0
 * @param training the means over the training examples, each measured at the time of its batch
 * @param validation the means over the validation examples after the epoch; null if there are none
 */
public record EpochReport(int epoch, Means training, @Nullable Means validation) {
  /**
   * The means by which the epoch is judged: those of validation, or those of training if there is
   * no validation.
   */
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

  /**
   * The report in the format {@code epoch 1: loss 0.72, accuracy 0.78; validation: loss 0.14, ...}.
   */
  @Override
  public String toString() {
    String text = "epoch %d: %s".formatted(epoch + 1, training);
    return validation == null ? text : text + "; validation: " + validation;
  }
}
