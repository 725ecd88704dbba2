package dev.forja.optim;

import java.util.function.LongToDoubleFunction;

/**
 * Multiplies the learning rate at each step by a factor that is a function of the number of steps,
 * as {@code torch.optim.lr_scheduler.MultiplicativeLR}: {@code base * f(1) * .. * f(steps)}.
 *
 * <p>The function is not saved with the state of the schedule.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class MultiplicativeLR extends Scheduler {
  private final LongToDoubleFunction factor;
  private long multiplied;
  private double product = 1;

  private MultiplicativeLR(Optimizer<?> optimizer, LongToDoubleFunction factor) {
    super(optimizer);
    this.factor = factor;
  }

  /** Creates a scheduler for all groups; {@code factor} is first called for step 1. */
  public static MultiplicativeLR of(Optimizer<?> optimizer, LongToDoubleFunction factor) {
    MultiplicativeLR scheduler = new MultiplicativeLR(optimizer, factor);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    if (steps < multiplied) {
      multiplied = 0;
      product = 1;
    }
    if (steps - multiplied > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "MultiplicativeLR: %d steps: the factors of at most 2^31 - 1 steps are multiplied at once"
              .formatted(steps));
    }
    while (multiplied < steps) {
      product *= factor.applyAsDouble(++multiplied);
    }
    group.lr(baseLr * product);
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > 0) {
      group.chainedLr(group.lr() * factor.applyAsDouble(steps));
    }
  }
}
