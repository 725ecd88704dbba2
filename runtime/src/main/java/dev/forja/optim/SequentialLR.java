package dev.forja.optim;

import java.util.List;
import java.util.function.Function;

/**
 * Runs schedulers one after the other, as {@code torch.optim.lr_scheduler.SequentialLR}: each
 * starts from its first step at its milestone.
 *
 * <pre>{@code
 * SequentialLR.of(
 *     optimizer,
 *     List.of(o -> LinearLR.of(o, 0.1, 1, 500), o -> CosineAnnealingLR.of(o, 9_500, 0)),
 *     List.of(500));
 * }</pre>
 *
 * <p>For one thread at a time, the one that trains.
 */
public final class SequentialLR extends Scheduler {
  private final List<? extends Scheduler> parts;
  private final List<Integer> milestones;

  private SequentialLR(
      Optimizer<?> optimizer, List<? extends Scheduler> parts, List<Integer> milestones) {
    super(optimizer);
    this.parts = parts;
    this.milestones = List.copyOf(milestones);
  }

  /**
   * Creates the schedulers from the same base learning rates.
   *
   * @param milestones the steps at which the second and later schedulers start, ascending
   */
  public static SequentialLR of(
      Optimizer<?> optimizer,
      List<? extends Function<Optimizer<?>, ? extends Scheduler>> parts,
      List<Integer> milestones) {
    boolean rising = true;
    for (int i = 1; i < milestones.size(); i++) {
      rising &= milestones.get(i) > milestones.get(i - 1);
    }
    if (parts.size() != milestones.size() + 1 || !rising) {
      throw new IllegalArgumentException(
          "SequentialLR: %d schedules and the milestones %s: expected one milestone fewer than schedules, ascending"
              .formatted(parts.size(), milestones));
    }
    SequentialLR scheduler = new SequentialLR(optimizer, made(optimizer, parts), milestones);
    optimizer.groups().forEach(group -> group.lr(group.initialLr()));
    scheduler.start();
    return scheduler;
  }

  /** The schedulers, each created from the first learning rates; the current ones are kept. */
  static List<? extends Scheduler> made(
      Optimizer<?> optimizer, List<? extends Function<Optimizer<?>, ? extends Scheduler>> parts) {
    double[] current = optimizer.groups().stream().mapToDouble(ParamGroup::lr).toArray();
    double[] base = optimizer.groups().stream().mapToDouble(ParamGroup::initialLr).toArray();
    List<? extends Scheduler> made =
        parts.stream()
            .map(
                part -> {
                  for (int g = 0; g < base.length; g++) {
                    optimizer.groups().get(g).lr(base[g]);
                  }
                  return part.apply(optimizer);
                })
            .toList();
    for (int g = 0; g < base.length; g++) {
      optimizer.groups().get(g).chainedLr(current[g]);
    }
    return made;
  }

  @Override
  protected void settings(TrainingCheckpoint to) {
    to.put("milestones", milestones.toString());
    settings(parts, to);
  }

  @Override
  protected void set(ParamGroup<?> group, double baseLr, long steps) {
    int part = 0;
    while (part < milestones.size() && steps >= milestones.get(part)) {
      part++;
    }
    long since = part == 0 ? steps : steps - milestones.get(part - 1);
    parts.get(part).set(group, baseLr, since);
  }

  @Override
  protected void advance(ParamGroup<?> group, double baseLr, long steps) {
    int part = 0;
    while (part < milestones.size() && steps >= milestones.get(part)) {
      part++;
    }
    long since = part == 0 ? steps : steps - milestones.get(part - 1);
    if (since == 0 && part > 0) {
      parts.get(part).set(group, baseLr, 0);
    } else {
      parts.get(part).advance(group, baseLr, since);
    }
  }
}
