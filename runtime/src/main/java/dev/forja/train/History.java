package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The history of a run. Immutable and therefore thread-safe.
 *
 * @param epochs one report for each finished epoch
 */
public record History(List<EpochReport> epochs) {
  /** The history before the end of the first epoch. */
  public static final History EMPTY = new History(List.of());

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  History plus(EpochReport report) {
    List<EpochReport> longer = new ArrayList<>(epochs);
    longer.add(report);
    return new History(longer);
  }

  /**
   * The best epoch by this goal; the first one if several are equally good.
   *
   * @throws java.util.NoSuchElementException if no epoch has ended
   */
  public EpochReport best(Goal goal) {
    EpochReport best = epochs.getFirst();
    for (EpochReport report : epochs) {
      best = goal.better(report, best) ? report : best;
    }
    return best;
  }

  /** The number of epochs since the best one by this goal. */
  public int sinceBest(Goal goal) {
    return epochs.isEmpty() ? 0 : epochs.getLast().epoch() - best(goal).epoch();
  }

  /** One value of each epoch, for example for a curve. */
  public double[] series(ToDoubleFunction<EpochReport> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }

  TrainingCheckpoint state() {
    TrainingCheckpoint state = new TrainingCheckpoint().put("epochs", epochs.size());
    epochs.forEach(report -> state.put("epoch." + report.epoch(), report.state()));
    return state;
  }

  static History restore(TrainingCheckpoint saved) {
    List<EpochReport> epochs = new ArrayList<>();
    for (int i = 0; i < saved.count("epochs"); i++) {
      epochs.add(EpochReport.restore(i, saved.part("epoch." + i)));
    }
    return new History(epochs);
  }
}
