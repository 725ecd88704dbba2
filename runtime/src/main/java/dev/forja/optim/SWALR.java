package dev.forja.optim;

/**
 * Moves the learning rate from what it is to a fixed one within some steps and keeps it there, as
 * {@code torch.optim.swa_utils.SWALR}, for stochastic weight averaging.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class SWALR extends Scheduler {
  private final double swaLr;
  private final int annealEpochs;
  private final boolean cosine;

  private SWALR(Optimizer<?> optimizer, double swaLr, int annealEpochs, boolean cosine) {
    super(optimizer);
    this.swaLr = swaLr;
    this.annealEpochs = annealEpochs;
    this.cosine = cosine;
  }

  /** A schedule for all groups, with PyTorch's defaults: a cosine in ten steps. */
  public static SWALR of(Optimizer<?> optimizer, double swaLr) {
    return of(optimizer, swaLr, 10, true);
  }

  /**
   * A schedule for all groups.
   *
   * @param annealEpochs the number of steps to the new learning rate
   * @param cosine whether to move along half a cosine wave; otherwise along a line
   */
  public static SWALR of(Optimizer<?> optimizer, double swaLr, int annealEpochs, boolean cosine) {
    Ranges.notNegative("SWALR", "swaLr", swaLr);
    Ranges.notNegative("SWALR", "annealEpochs", annealEpochs);
    SWALR scheduler = new SWALR(optimizer, swaLr, annealEpochs, cosine);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("swaLr", swaLr).put("annealEpochs", annealEpochs).put("cosine", cosine);
  }

  /** The share of the new learning rate after some steps. */
  private double share(long steps) {
    double t = Math.clamp(steps / (double) Math.max(1, annealEpochs), 0.0, 1.0);
    return cosine ? (1 - StrictMath.cos(Math.PI * t)) / 2 : t;
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    long step = annealEpochs == 0 ? Math.max(1, steps) : steps;
    group.lr(swaLr * share(step) + baseLr * (1 - share(step)));
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    long step = annealEpochs == 0 ? Math.max(1, steps) : steps;
    double before = share(step - 1);
    double from = before == 1 ? swaLr : (group.lr() - before * swaLr) / (1 - before);
    group.chainedLr(swaLr * share(step) + from * (1 - share(step)));
  }
}
