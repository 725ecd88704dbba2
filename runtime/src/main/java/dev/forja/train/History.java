package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the epochs of a run went.
 *
 * @param epochs one report for each that has ended
 */
public record History(List<EpochReport> epochs) {
  /** Before the first epoch has ended. */
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
   * The epoch that no later one was better than, by this goal.
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

  /** How many epochs have ended since the best one, by this goal. */
  public int sinceBest(Goal goal) {
    return epochs.isEmpty() ? 0 : epochs.getLast().epoch() - best(goal).epoch();
  }

  /** One value of each epoch, such as for a curve. */
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
