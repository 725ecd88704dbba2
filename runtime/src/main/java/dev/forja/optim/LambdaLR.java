package dev.forja.optim;

import java.util.function.LongToDoubleFunction;

/**
 * Multiplies the learning rate by a factor that is a function of the number of steps, as {@code
 * torch.optim.lr_scheduler.LambdaLR}.
 *
 * <pre>{@code
 * LambdaLR.of(optimizer, step -> Math.min(1, (step + 1) / 100.0)); // warm up in 100 steps
 * }</pre>
 *
 * <p>The function is not saved with the state of the schedule.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class LambdaLR extends Scheduler {
  private final LongToDoubleFunction factor;

  private LambdaLR(Optimizer<?> optimizer, LongToDoubleFunction factor) {
    super(optimizer);
    this.factor = factor;
  }

  /** Creates a scheduler for all groups with the learning rate {@code base * factor(steps)}. */
  public static LambdaLR of(Optimizer<?> optimizer, LongToDoubleFunction factor) {
    LambdaLR scheduler = new LambdaLR(optimizer, factor);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(baseLr * factor.applyAsDouble(steps));
  }
}
