package dev.forja.optim;

/**
 * Reduces the learning rate when a metric stops improving, as {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau}. Unlike the other schedulers it depends on a metric:
 * call {@link #step} with it after each validation. Not thread-safe.
 */
public final class ReduceLROnPlateau {
  private final Optimizer<?> optimizer;
  private final PlateauOptions options;
  private double best;
  private int bad;
  private int cooling;

  private ReduceLROnPlateau(Optimizer<?> optimizer, PlateauOptions options) {
    this.optimizer = optimizer;
    this.options = options;
    this.best = options.max() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Creates the scheduler with PyTorch's default options. */
  public static ReduceLROnPlateau of(Optimizer<?> optimizer) {
    return of(optimizer, PlateauOptions.defaults());
  }

  /** Creates the scheduler with these options. */
  public static ReduceLROnPlateau of(Optimizer<?> optimizer, PlateauOptions options) {
    return new ReduceLROnPlateau(optimizer, options);
  }

  /**
   * Takes a new value of the metric into account; reduces the learning rates if there were too many
   * without improvement.
   */
  public void step(double measure) {
    if (options.better(measure, best)) {
      best = measure;
      bad = 0;
    } else {
      bad++;
    }
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > options.patience()) {
      reduce();
      cooling = options.cooldown();
      bad = 0;
    }
  }

  private void reduce() {
    for (ParamGroup<?> group : optimizer.groups()) {
      double reduced = Math.max(group.lr() * options.factor(), options.minLr());
      if (group.lr() - reduced > options.eps()) {
        group.lr(reduced);
      }
    }
  }

  /**
   * The state to save for a resumed run, in addition to the state of the optimiser, with the
   * options of this schedule.
   */
  public TrainingCheckpoint stateDict() {
    return new TrainingCheckpoint()
        .put("settings", settings())
        .put("best", best)
        .put("num_bad_epochs", bad)
        .put("cooldown_counter", cooling);
  }

  private TrainingCheckpoint settings() {
    return new TrainingCheckpoint().put("options", options.toString());
  }

  /**
   * Restores a saved state.
   *
   * @throws IllegalArgumentException if it was saved with other options, or is damaged; nothing was
   *     changed then
   */
  public void loadStateDict(TrainingCheckpoint state) {
    Scheduler.requireSame(settings(), state);
    loadStateDictWithOtherSettings(state);
  }

  /**
   * As {@link #loadStateDict}, but permits the options to differ from the saved ones.
   *
   * @throws IllegalArgumentException if the state is damaged; nothing was changed then
   */
  public void loadStateDictWithOtherSettings(TrainingCheckpoint state) {
    double newBest = state.number("best");
    int newBad = state.count("num_bad_epochs");
    int newCooling = state.count("cooldown_counter");
    best = newBest;
    bad = newBad;
    cooling = newCooling;
  }
}
