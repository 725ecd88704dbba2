package dev.forja.demo.digits;

import dev.forja.optim.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the epochs of a run went.
 *
 * @param epochs one entry for each that has ended
 */
record History(List<Epoch> epochs) {
  static final History EMPTY = new History(List.of());

  /**
   * How one epoch went: means over the digits trained on while it ran, and over those held out for
   * validation after it. Accuracies are shares, from 0 to 1.
   */
  record Epoch(double loss, double accuracy, double validationLoss, double validationAccuracy) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "loss %.6f, accuracy %.2f %%; validation: loss %.6f, accuracy %.2f %%",
          loss,
          100 * accuracy,
          validationLoss,
          100 * validationAccuracy);
    }
  }

  History {
    epochs = List.copyOf(epochs);
  }

  History plus(Epoch epoch) {
    List<Epoch> longer = new ArrayList<>(epochs);
    longer.add(epoch);
    return new History(longer);
  }

  /** Whether no epoch before the last validated as well as the last. */
  boolean lastIsBest() {
    double last = epochs.getLast().validationAccuracy();
    return epochs.stream().limit(epochs.size() - 1L).allMatch(e -> e.validationAccuracy() < last);
  }

  Checkpoint state() {
    Checkpoint state = new Checkpoint().put("epochs", epochs.size());
    for (int i = 0; i < epochs.size(); i++) {
      Epoch epoch = epochs.get(i);
      state
          .put(i + ".loss", epoch.loss())
          .put(i + ".accuracy", epoch.accuracy())
          .put(i + ".validation_loss", epoch.validationLoss())
          .put(i + ".validation_accuracy", epoch.validationAccuracy());
    }
    return state;
  }

  static History restore(Checkpoint saved) {
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < saved.integer("epochs"); i++) {
      epochs.add(
          new Epoch(
              saved.number(i + ".loss"),
              saved.number(i + ".accuracy"),
              saved.number(i + ".validation_loss"),
              saved.number(i + ".validation_accuracy")));
    }
    return new History(epochs);
  }
}
