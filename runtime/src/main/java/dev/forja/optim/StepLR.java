package dev.forja.optim;

/**
 * Multiplies the learning rate by {@code gamma} every {@code stepSize} steps, as {@code
 * torch.optim.lr_scheduler.StepLR}.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class StepLR extends Scheduler {
  private final int stepSize;
  private final double gamma;

  private StepLR(Optimizer<?> optimizer, int stepSize, double gamma) {
    super(optimizer);
    this.stepSize = stepSize;
    this.gamma = gamma;
  }

  /** A schedule for all groups; the default of {@code gamma} in PyTorch is 0.1. */
  public static StepLR of(Optimizer<?> optimizer, int stepSize, double gamma) {
    Ranges.positive("StepLR", "stepSize", stepSize);
    StepLR scheduler = new StepLR(optimizer, stepSize, gamma);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("stepSize", stepSize).put("gamma", gamma);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(baseLr * StrictMath.pow(gamma, (double) Math.floorDiv(steps, stepSize)));
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > 0 && steps % stepSize == 0) {
      group.chainedLr(group.lr() * gamma);
    }
  }
}
