package dev.forja.optim;

/**
 * Repeatedly increases the learning rate from {@code baseLr} to {@code maxLr} and decreases it
 * again, while the momentum moves in the opposite direction, as {@code
 * torch.optim.lr_scheduler.CyclicLR}. Call {@link #step} after each batch.
 *
 * <p>Source: L. N. Smith, Cyclical Learning Rates for Training Neural Networks, <a
 * href="https://arxiv.org/abs/1506.01186">arXiv:1506.01186</a>.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class CyclicLR extends Scheduler {
  private final double low;
  private final double high;
  private final CyclicOptions options;

  private CyclicLR(Optimizer<?> optimizer, double low, double high, CyclicOptions options) {
    super(optimizer);
    this.low = low;
    this.high = high;
    this.options = options;
  }

  /** Creates the scheduler with PyTorch's default options. */
  public static CyclicLR of(Optimizer<?> optimizer, double baseLr, double maxLr) {
    return of(optimizer, baseLr, maxLr, CyclicOptions.defaults());
  }

  /**
   * Creates the scheduler with these options.
   *
   * @throws IllegalArgumentException if the momentum is to be cycled but the optimiser has none
   */
  public static CyclicLR of(
      Optimizer<?> optimizer, double baseLr, double maxLr, CyclicOptions options) {
    if (options.cycleMomentum() && !optimizer.groups().stream().allMatch(ParamGroup::hasMomentum)) {
      throw new IllegalArgumentException(
          "CyclicLR: the optimizer has no momentum to cycle: use withCycleMomentum(false)");
    }
    optimizer.groups().forEach(group -> group.initialLrOr(baseLr));
    CyclicLR scheduler = new CyclicLR(optimizer, baseLr, maxLr, options);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("baseLr", low).put("maxLr", high).put("options", options.toString());
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    double up = options.stepSizeUp();
    Integer fall = options.stepSizeDown();
    double down = fall == null ? up : fall;
    double cycle = Math.floor(1 + steps / (up + down));
    double within = 1 + steps / (up + down) - cycle;
    double turn = up / (up + down);
    double share = within <= turn ? within / turn : (within - 1) / (turn - 1);
    double height = share * options.mode().scale(options.gamma(), cycle, steps);
    // PyTorch starts from the first rate of the optimizer, which an earlier scheduler may have
    // kept.
    double bottom = steps == 0 ? baseLr : low;
    group.lr(bottom + (high - bottom) * height);
    if (options.cycleMomentum()) {
      double span = options.maxMomentum() - options.baseMomentum();
      group.momentum(options.maxMomentum() - span * height);
    }
  }
}
