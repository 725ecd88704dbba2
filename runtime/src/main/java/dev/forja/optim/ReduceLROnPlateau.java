package dev.forja.optim;

/**
 * Reduces the learning rate when a measure stops getting better, as {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau}. Unlike the other schedules it is a function of what
 * it is told: call {@link #step} with the measure after each validation.
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

  /** With PyTorch's defaults. */
  public static ReduceLROnPlateau of(Optimizer<?> optimizer) {
    return of(optimizer, PlateauOptions.defaults());
  }

  /** With these options. */
  public static ReduceLROnPlateau of(Optimizer<?> optimizer, PlateauOptions options) {
    return new ReduceLROnPlateau(optimizer, options);
  }

  /** Takes a measure into account; the learning rates are changed if it was one too many. */
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

  /** The state to save for a resumed run, beside the state of the optimiser. */
  public TrainingCheckpoint stateDict() {
    return new TrainingCheckpoint()
        .put("best", best)
        .put("num_bad_epochs", bad)
        .put("cooldown_counter", cooling);
  }

  /** Goes on where {@code state} was taken. */
  public void loadStateDict(TrainingCheckpoint state) {
    best = state.number("best");
    bad = state.count("num_bad_epochs");
    cooling = state.count("cooldown_counter");
  }
}
