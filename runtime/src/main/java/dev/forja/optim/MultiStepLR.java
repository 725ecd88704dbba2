package dev.forja.optim;

import java.util.List;

/**
 * Multiplies the learning rate by {@code gamma} at each milestone, as {@code
 * torch.optim.lr_scheduler.MultiStepLR}.
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class MultiStepLR extends Scheduler {
  private final List<Integer> milestones;
  private final double gamma;

  private MultiStepLR(Optimizer<?> optimizer, List<Integer> milestones, double gamma) {
    super(optimizer);
    this.milestones = List.copyOf(milestones);
    this.gamma = gamma;
  }

  /**
   * Creates a scheduler for all groups. The milestones are numbers of steps, in any order;
   * PyTorch's default for {@code gamma} is 0.1.
   */
  public static MultiStepLR of(Optimizer<?> optimizer, List<Integer> milestones, double gamma) {
    MultiStepLR scheduler = new MultiStepLR(optimizer, milestones, gamma);
    scheduler.start();
    return scheduler;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("milestones", milestones.toString()).put("gamma", gamma);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    group.lr(baseLr * StrictMath.pow(gamma, passed(steps)));
  }

  private double passed(long steps) {
    return milestones.stream().mapToInt(milestone -> milestone <= steps ? 1 : 0).sum();
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    group.chainedLr(group.lr() * StrictMath.pow(gamma, passed(steps) - passed(steps - 1)));
  }
}
