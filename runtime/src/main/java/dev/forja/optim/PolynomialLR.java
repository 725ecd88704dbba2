package dev.forja.optim;

/**
 * Decreases the learning rate to 0 within {@code totalIters} steps: {@code lr * (1 - t /
 * totalIters)^power} at step t, as {@code torch.optim.lr_scheduler.PolynomialLR}.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class PolynomialLR extends Scheduler {
  private final int totalIters;
  private final double power;

  private PolynomialLR(Optimizer<?> optimizer, int totalIters, double power) {
    super(optimizer);
    this.totalIters = totalIters;
    this.power = power;
  }

  /** A schedule for all groups; the defaults in PyTorch are 5 and 1. */
  public static PolynomialLR of(Optimizer<?> optimizer, int totalIters, double power) {
    Ranges.positive("PolynomialLR", "totalIters", totalIters);
    PolynomialLR scheduler = new PolynomialLR(optimizer, totalIters, power);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("totalIters", totalIters).put("power", power);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    double rest = 1 - (double) Math.min(steps, totalIters) / totalIters;
    group.lr(baseLr * StrictMath.pow(rest, power));
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > 0 && steps <= totalIters) {
      double rest = 1 - (double) steps / totalIters;
      double before = 1 - (steps - 1.0) / totalIters;
      group.chainedLr(group.lr() * StrictMath.pow(rest / before, power));
    }
  }
}
