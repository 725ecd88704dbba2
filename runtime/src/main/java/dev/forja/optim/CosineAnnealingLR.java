package dev.forja.optim;

/**
 * Decreases the learning rate along half a cosine wave to {@code etaMin} within {@code tMax} steps,
 * then increases it again, as {@code torch.optim.lr_scheduler.CosineAnnealingLR}.
 *
 * <p>Source: I. Loshchilov and F. Hutter, SGDR, <a
 * href="https://arxiv.org/abs/1608.03983">arXiv:1608.03983</a>, without restarts.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class CosineAnnealingLR extends Scheduler {
  private final int tMax;
  private final double etaMin;

  private CosineAnnealingLR(Optimizer<?> optimizer, int tMax, double etaMin) {
    super(optimizer);
    this.tMax = tMax;
    this.etaMin = etaMin;
  }

  /** A schedule for all groups; the default of {@code etaMin} in PyTorch is 0. */
  public static CosineAnnealingLR of(Optimizer<?> optimizer, int tMax, double etaMin) {
    Ranges.positive("CosineAnnealingLR", "tMax", tMax);
    CosineAnnealingLR scheduler = new CosineAnnealingLR(optimizer, tMax, etaMin);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("tMax", tMax).put("etaMin", etaMin);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(etaMin + (baseLr - etaMin) * (1 + StrictMath.cos(Math.PI * steps / tMax)) / 2);
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps == 0) {
      return;
    }
    if ((steps - 1 - tMax) % (2L * tMax) == 0) {
      double rise = (baseLr - etaMin) * (1 - StrictMath.cos(Math.PI / tMax)) / 2;
      group.chainedLr(group.lr() + rise);
      return;
    }
    double now = 1 + StrictMath.cos(Math.PI * steps / tMax);
    double before = 1 + StrictMath.cos(Math.PI * (steps - 1) / tMax);
    group.chainedLr(now / before * (group.lr() - etaMin) + etaMin);
  }
}
