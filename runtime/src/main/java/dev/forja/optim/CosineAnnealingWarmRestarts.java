package dev.forja.optim;

/**
 * Repeatedly decreases the learning rate along half a cosine wave to {@code etaMin}: the first time
 * within {@code t0} steps, then each time within {@code tMult} times as many, as {@code
 * torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}.
 *
 * <p>Source: I. Loshchilov and F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, <a
 * href="https://arxiv.org/abs/1608.03983">arXiv:1608.03983</a>.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class CosineAnnealingWarmRestarts extends Scheduler {
  private final int t0;
  private final int tMult;
  private final double etaMin;

  private CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0, int tMult, double etaMin) {
    super(optimizer);
    this.t0 = t0;
    this.tMult = tMult;
    this.etaMin = etaMin;
  }

  /** A schedule for all groups; the defaults in PyTorch are 1 for tMult and 0 for etaMin. */
  public static CosineAnnealingWarmRestarts of(
      Optimizer<?> optimizer, int t0, int tMult, double etaMin) {
    Ranges.positive("CosineAnnealingWarmRestarts", "t0", t0);
    Ranges.positive("CosineAnnealingWarmRestarts", "tMult", tMult);
    CosineAnnealingWarmRestarts scheduler =
        new CosineAnnealingWarmRestarts(optimizer, t0, tMult, etaMin);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("t0", t0).put("tMult", tMult).put("etaMin", etaMin);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    long length = t0;
    long since = tMult == 1 ? steps % t0 : steps;
    while (since >= length) {
      since -= length;
      length = length > Long.MAX_VALUE / tMult ? Long.MAX_VALUE : length * tMult;
    }
    group.lr(etaMin + (baseLr - etaMin) * (1 + StrictMath.cos(Math.PI * since / length)) / 2);
  }
}
