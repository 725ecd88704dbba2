package dev.forja.optim;

import java.util.List;
import java.util.function.Function;

/**
 * Combines schedulers: the learning rate is the base multiplied by the factor of each, as in {@code
 * torch.optim.lr_scheduler.ChainedScheduler} for multiplicative schedulers.
 *
 * <pre>{@code
 * ChainedScheduler.of(
 *     optimizer, List.of(o -> ConstantLR.of(o, 0.1, 100), o -> ExponentialLR.of(o, 0.999)));
 * }</pre>
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class ChainedScheduler extends Scheduler {
  private final List<? extends Scheduler> parts;

  private ChainedScheduler(Optimizer<?> optimizer, List<? extends Scheduler> parts) {
    super(optimizer);
    this.parts = parts;
  }

  /** Creates the schedulers from the same base learning rates and combines them. */
  public static ChainedScheduler of(
      Optimizer<?> optimizer, List<? extends Function<Optimizer<?>, ? extends Scheduler>> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("ChainedScheduler: no schedules: expected one or more");
    }
    ChainedScheduler scheduler =
        new ChainedScheduler(optimizer, SequentialLR.made(optimizer, parts));
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    settings(parts, to);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    double lr = baseLr;
    for (Scheduler part : parts) {
      part.set(group, baseLr, steps);
      lr *= baseLr == 0 ? 1 : group.lr() / baseLr;
    }
    group.lr(lr);
  }
}
