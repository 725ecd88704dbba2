package dev.forja.optim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adjusts the learning rates of an optimiser during training. The first ones are set when the
 * scheduler is created; {@link #step} sets the next ones, after each batch or epoch. A schedule
 * depends only on the number of steps, so a saved one continues exactly. Not thread-safe.
 *
 * <p>Several schedulers of one optimiser compose as in PyTorch: one that finds another learning
 * rate than it had set itself no longer computes the rate from its base, but changes the rate that
 * it finds, as {@link #advance} says. All of them start from the learning rates that the optimiser
 * had before its first scheduler.
 *
 * <p>A subclass calls {@link #start} at the end of its construction.
 *
 * <p>For one thread at a time, the one that trains.
 */
public abstract class Scheduler {
  private final Optimizer<?> optimizer;
  private final double[] baseLrs;
  private final double[] ownLrs;
  private boolean chained;
  private long steps;

  /**
   * Creates a scheduler for the current groups of {@code optimizer}, with their learning rates as
   * base.
   */
  protected Scheduler(Optimizer<?> optimizer) {
    this.optimizer = optimizer;
    this.baseLrs = optimizer.groups().stream().mapToDouble(ParamGroup::initialLr).toArray();
    this.ownLrs = baseLrs.clone();
  }

  /** Sets the options of one group for the next step. */
  protected abstract void set(ParamGroup<?> group, double baseLr, long steps);

  /**
   * Changes the options of one group from the step before to this one, where another scheduler or
   * the caller has changed them too. By default it sets them as if nothing else did, as PyTorch's
   * schedulers do that are functions of the base rate.
   */
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    set(group, baseLr, steps);
  }

  /** Sets the options for the first step. */
  protected final void start() {
    List<? extends ParamGroup<?>> groups = optimizer.groups();
    if (groups.size() != baseLrs.length) {
      throw new IllegalStateException(
          "the optimizer has %d groups, but had %d when its scheduler was made: add groups first"
              .formatted(groups.size(), baseLrs.length));
    }
    for (int i = 0; i < ownLrs.length; i++) {
      chained |= groups.get(i).lr() != ownLrs[i];
    }
    for (int i = 0; i < baseLrs.length; i++) {
      if (chained) {
        advance(groups.get(i), baseLrs[i], steps);
      } else {
        set(groups.get(i), baseLrs[i], steps);
      }
      ownLrs[i] = groups.get(i).lr();
    }
  }

  /** Counts one step and sets the options for the next. Call it after the optimiser's step. */
  public final void step() {
    steps++;
    start();
  }

  /** The number of steps taken. */
  public final long steps() {
    return steps;
  }

  /** The current learning rates, by group. */
  public final double[] lastLr() {
    return optimizer.groups().stream().mapToDouble(ParamGroup::lr).toArray();
  }

  /**
   * Adds the settings of this schedule that give its number of steps a meaning, such as the length
   * of a cycle. They are saved, and a state that was saved with other settings is refused. Adds
   * none by default.
   */
  protected void settings(TrainingCheckpoint to) {}

  private TrainingCheckpoint settings() {
    TrainingCheckpoint settings = new TrainingCheckpoint();
    settings(settings);
    return settings;
  }

  /** Adds the classes and settings of the schedules that a schedule consists of. */
  static void settings(List<? extends Scheduler> parts, TrainingCheckpoint to) {
    for (int i = 0; i < parts.size(); i++) {
      Scheduler part = parts.get(i);
      to.put("parts." + i, part.settings().put("kind", part.kind()));
    }
  }

  private String kind() {
    return getClass().getSimpleName();
  }

  /** The state to save for a resumed run, with the settings of the schedule. */
  public final TrainingCheckpoint stateDict() {
    TrainingCheckpoint state =
        new TrainingCheckpoint()
            .put("kind", kind())
            .put("settings", settings())
            .put("steps", steps)
            .put("groups", baseLrs.length);
    for (int i = 0; i < baseLrs.length; i++) {
      state.put("base_lrs." + i, baseLrs[i]);
    }
    if (chained) {
      double[] lrs = lastLr();
      for (int i = 0; i < lrs.length; i++) {
        state.put("chained_lrs." + i, lrs[i]);
      }
    }
    return state;
  }

  /**
   * Restores a saved state, and sets the options that belong to it.
   *
   * @throws IllegalArgumentException if it is the state of another kind of schedule, of one with
   *     other settings, or is damaged; the schedule is unchanged then
   */
  public final void loadStateDict(TrainingCheckpoint state) {
    requireSame(settings(), state);
    loadStateDictWithOtherSettings(state);
  }

  /** Throws an exception if a schedule with these settings differs from the saved one. */
  static void requireSame(TrainingCheckpoint settings, TrainingCheckpoint saved) {
    String differences = settings.differencesFrom(saved.part("settings"));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved schedule had other settings: %s; create it as it was, or call"
                  .formatted(differences)
              + " loadStateDictWithOtherSettings if that is intended");
    }
  }

  /**
   * As {@link #loadStateDict}, but permits the settings to differ from the saved ones: the number
   * of steps then continues a schedule with the settings of this one.
   */
  public final void loadStateDictWithOtherSettings(TrainingCheckpoint state) {
    String kind = state.has("kind") ? state.text("kind") : kind();
    if (!kind.equals(kind())) {
      throw new IllegalArgumentException(
          "the saved schedule is a %s, this one a %s".formatted(kind, kind()));
    }
    if (state.integer("groups") != baseLrs.length) {
      throw new IllegalArgumentException(
          "the saved schedule has %d groups of parameters, this one has %d"
              .formatted(state.integer("groups"), baseLrs.length));
    }
    long saved = state.integer("steps");
    if (saved < 0) {
      throw new IllegalArgumentException(
          "the checkpoint is damaged: a schedule of %d steps".formatted(saved));
    }
    double[] lrs = new double[baseLrs.length];
    for (int i = 0; i < lrs.length; i++) {
      lrs[i] = state.number("base_lrs." + i);
    }
    double[] current = state.has("chained_lrs.0") ? new double[lrs.length] : null;
    for (int i = 0; current != null && i < lrs.length; i++) {
      current[i] = state.number("chained_lrs." + i);
    }
    double[] lrsBefore = baseLrs.clone();
    double[] currentBefore = chained ? lastLr() : null;
    long stepsBefore = steps;
    try {
      enter(lrs, saved, current);
    } catch (RuntimeException misfit) {
      enter(lrsBefore, stepsBefore, currentBefore);
      throw new IllegalArgumentException(
          "the saved schedule has done %d steps, which does not fit this one: %s"
              .formatted(saved, misfit.getMessage()),
          misfit);
    }
  }

  /** Continues at a step; with these rates if other schedulers take part in them. */
  private void enter(double[] lrs, long newSteps, double @Nullable [] current) {
    System.arraycopy(lrs, 0, baseLrs, 0, lrs.length);
    steps = newSteps;
    chained = false;
    List<? extends ParamGroup<?>> groups = optimizer.groups();
    for (int i = 0; i < ownLrs.length && i < groups.size(); i++) {
      ownLrs[i] = groups.get(i).lr();
    }
    start();
    if (current != null) {
      chained = true;
      for (int i = 0; i < current.length; i++) {
        groups.get(i).chainedLr(current[i]);
        ownLrs[i] = current[i];
      }
    }
  }
}
