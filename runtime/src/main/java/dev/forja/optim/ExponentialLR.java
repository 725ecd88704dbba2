package dev.forja.optim;

/**
 * Multiplies the learning rate by {@code gamma} at each step, as {@code
 * torch.optim.lr_scheduler.ExponentialLR}.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class ExponentialLR extends Scheduler {
  private final double gamma;

  private ExponentialLR(Optimizer<?> optimizer, double gamma) {
    super(optimizer);
    this.gamma = gamma;
  }

  /** Creates a scheduler for all groups with the learning rate {@code base * gamma^steps}. */
  public static ExponentialLR of(Optimizer<?> optimizer, double gamma) {
    ExponentialLR scheduler = new ExponentialLR(optimizer, gamma);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("gamma", gamma);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(baseLr * StrictMath.pow(gamma, (double) steps));
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > 0) {
      group.chainedLr(group.lr() * gamma);
    }
  }
}
