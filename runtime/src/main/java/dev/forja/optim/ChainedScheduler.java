package dev.forja.optim;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Combines schedulers: at each step, each of them in order changes the learning rate that those
 * before it left, as in {@code torch.optim.lr_scheduler.ChainedScheduler}.
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
  private final Map<ParamGroup<?>, Reached> groups = new IdentityHashMap<>();

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

  /** Repeats all steps of the parts from the base, because each depends on what the others did. */
  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    if (steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "ChainedScheduler: %d steps: at most 2^31 - 1 steps are repeated".formatted(steps));
    }
    Reached reached = reached(group, baseLr, steps);
    group.chainedLr(reached.lr);
    while (reached.steps < steps) {
      reached.steps++;
      advance(group, baseLr, reached.steps);
    }
    reached.lr = group.lr();
  }

  /** Where the steps of a group can be continued: at its last one, or at the base. */
  private Reached reached(ParamGroup<?> group, double baseLr, long steps) {
    Reached last = groups.get(group);
    if (last == null || last.steps > steps || last.baseLr != baseLr) {
      last = new Reached(baseLr);
      groups.put(group, last);
    }
    return last;
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    parts.forEach(part -> part.advance(group, baseLr, steps));
  }

  /** The learning rate of a group after a number of steps. */
  private static final class Reached {
    private final double baseLr;
    private long steps = -1;
    private double lr;

    private Reached(double baseLr) {
      this.baseLr = baseLr;
      this.lr = baseLr;
    }
  }
}
