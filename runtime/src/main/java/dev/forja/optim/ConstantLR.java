package dev.forja.optim;

/**
 * Multiplies the learning rate by {@code factor} for the first {@code totalIters} steps, as {@code
 * torch.optim.lr_scheduler.ConstantLR}. If {@code totalIters} is 0, it stays at that value, as in
 * PyTorch.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class ConstantLR extends Scheduler {
  private final double factor;
  private final int totalIters;

  private ConstantLR(Optimizer<?> optimizer, double factor, int totalIters) {
    super(optimizer);
    this.factor = factor;
    this.totalIters = totalIters;
  }

  /** A schedule for all groups; the defaults in PyTorch are 1 / 3 and 5. */
  public static ConstantLR of(Optimizer<?> optimizer, double factor, int totalIters) {
    Ranges.notNegative("ConstantLR", "factor", factor);
    Ranges.notNegative("ConstantLR", "totalIters", totalIters);
    ConstantLR scheduler = new ConstantLR(optimizer, factor, totalIters);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("factor", factor).put("totalIters", totalIters);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(steps < totalIters || totalIters == 0 ? baseLr * factor : baseLr);
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps == 0) {
      group.chainedLr(group.lr() * factor);
    } else if (steps == totalIters && factor != 0) {
      group.chainedLr(group.lr() / factor);
    }
  }
}
