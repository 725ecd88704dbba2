package dev.forja.optim;

/**
 * Multiplies the learning rate by a factor that changes linearly from {@code startFactor} to {@code
 * endFactor} within {@code totalIters} steps and then stays constant, as {@code
 * torch.optim.lr_scheduler.LinearLR}. If {@code totalIters} is 0, it stays at {@code startFactor},
 * as in PyTorch.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class LinearLR extends Scheduler {
  private final double startFactor;
  private final double endFactor;
  private final int totalIters;

  private LinearLR(Optimizer<?> optimizer, double startFactor, double endFactor, int totalIters) {
    super(optimizer);
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = totalIters;
  }

  /** A schedule for all groups; the defaults in PyTorch are 1 / 3, 1 and 5. */
  public static LinearLR of(
      Optimizer<?> optimizer, double startFactor, double endFactor, int totalIters) {
    Ranges.notNegative("LinearLR", "totalIters", totalIters);
    LinearLR scheduler = new LinearLR(optimizer, startFactor, endFactor, totalIters);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("startFactor", startFactor).put("endFactor", endFactor).put("totalIters", totalIters);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    double share = totalIters == 0 ? 0 : Math.min(totalIters, steps) / (double) totalIters;
    group.lr(baseLr * (startFactor + (endFactor - startFactor) * share));
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps == 0) {
      group.chainedLr(group.lr() * startFactor);
    } else if (steps <= totalIters) {
      double rise = endFactor - startFactor;
      group.chainedLr(group.lr() * (1 + rise / (totalIters * startFactor + (steps - 1) * rise)));
    }
  }
}
