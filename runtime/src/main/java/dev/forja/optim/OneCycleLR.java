package dev.forja.optim;

import java.util.List;

/**
 * The one-cycle policy as {@code torch.optim.lr_scheduler.OneCycleLR}: the learning rate rises from
 * {@code maxLr / divFactor} to {@code maxLr} and falls to {@code maxLr / divFactor /
 * finalDivFactor}, while the momentum moves in the opposite direction. Call {@link #step} after
 * each batch.
 *
 * <pre>{@code
 * var scheduler = OneCycleLR.of(optimizer, 5e-3, epochs * loader.batches());
 * }</pre>
 *
 * <p>Source: L. N. Smith and N. Topin, Super-Convergence, <a
 * href="https://arxiv.org/abs/1708.07120">arXiv:1708.07120</a>; by default with two phases, as in
 * fastai.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class OneCycleLR extends Scheduler {
  private final double maxLr;
  private final int totalSteps;
  private final OneCycleOptions options;
  private final List<Phase> phases;

  private OneCycleLR(
      Optimizer<?> optimizer, double maxLr, int totalSteps, OneCycleOptions options) {
    super(optimizer);
    this.maxLr = maxLr;
    this.totalSteps = totalSteps;
    this.options = options;
    this.phases = phases();
  }

  /** One cycle of {@code totalSteps} batches with PyTorch's defaults. */
  public static OneCycleLR of(Optimizer<?> optimizer, double maxLr, int totalSteps) {
    return of(optimizer, maxLr, totalSteps, OneCycleOptions.defaults());
  }

  /**
   * One cycle of {@code totalSteps} batches.
   *
   * @throws IllegalArgumentException if {@code totalSteps} is not positive, or if the momentum is
   *     to be cycled but the optimiser has none
   */
  public static OneCycleLR of(
      Optimizer<?> optimizer, double maxLr, int totalSteps, OneCycleOptions options) {
    Ranges.positive("OneCycleLR", "totalSteps", totalSteps);
    if (options.cycleMomentum() && !optimizer.groups().stream().allMatch(ParamGroup::hasMomentum)) {
      throw new IllegalArgumentException(
          "OneCycleLR: the optimizer has no momentum to cycle: use withCycleMomentum(false)");
    }
    double first = maxLr / options.divFactor();
    for (ParamGroup<?> group : optimizer.groups()) {
      group.initialLr(first);
      group.lr(first);
    }
    OneCycleLR scheduler = new OneCycleLR(optimizer, maxLr, totalSteps, options);
    scheduler.start();
    return scheduler;
  }

  private List<Phase> phases() {
    double first = maxLr / options.divFactor();
    double last = first / options.finalDivFactor();
    double low = options.baseMomentum();
    double high = options.maxMomentum();
    double rise = options.pctStart() * totalSteps - 1;
    int end = totalSteps - 1;
    Phase up = new Phase(0, rise, first, maxLr, high, low);
    if (!options.threePhase()) {
      return List.of(up, new Phase(rise, end, maxLr, last, low, high));
    }
    double fall = 2 * options.pctStart() * totalSteps - 2;
    return List.of(
        up,
        new Phase(rise, fall, maxLr, first, low, high),
        new Phase(fall, end, first, last, high, high));
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("maxLr", maxLr).put("totalSteps", totalSteps).put("options", options.toString());
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > totalSteps) {
      throw new IllegalStateException(
          "OneCycleLR: step %d of a cycle of %d".formatted(steps, totalSteps));
    }
    Phase phase =
        phases.stream().filter(p -> steps <= p.to()).findFirst().orElseGet(phases::getLast);
    double share = phase.share(steps);
    // A step after the last one continues the curve, as in PyTorch, but not below zero.
    group.lr(Math.max(0, options.anneal().at(phase.startLr(), phase.endLr(), share)));
    if (options.cycleMomentum()) {
      group.momentum(options.anneal().at(phase.startMomentum(), phase.endMomentum(), share));
    }
  }

  /** A phase of the cycle: its range of steps, and its first and last values. */
  private record Phase(
      double from,
      double to,
      double startLr,
      double endLr,
      double startMomentum,
      double endMomentum) {
    /** The fraction of the phase that is completed; 1 for a phase of length 0. */
    double share(long steps) {
      return from == to ? 1 : (steps - from) / (to - from);
    }
  }
}
