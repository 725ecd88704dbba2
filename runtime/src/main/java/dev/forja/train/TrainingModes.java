package dev.forja.train;

import dev.forja.Invoker;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Remembers which modules of a tree are in training mode, and restores their modes. */
final class TrainingModes {
  private final List<Invoker> parentsFirst;
  private final Map<Invoker, Boolean> training = new IdentityHashMap<>();

  private TrainingModes(List<Invoker> parentsFirst) {
    this.parentsFirst = parentsFirst;
    parentsFirst.forEach(module -> training.put(module, module.training()));
  }

  static TrainingModes of(Invoker root) {
    List<Invoker> childrenFirst = new ArrayList<>();
    root.visitModules(childrenFirst::add);
    return new TrainingModes(childrenFirst.reversed());
  }

  /**
   * Restores the modes. Setting a module's mode also sets those of its descendants, so parents are
   * restored before their children.
   */
  void restore() {
    for (Invoker module : parentsFirst) {
      boolean before = training.getOrDefault(module, true);
      if (module.training() != before) {
        module.train(before);
      }
    }
  }
}
