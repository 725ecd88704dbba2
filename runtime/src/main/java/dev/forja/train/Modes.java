package dev.forja.train;

import dev.forja.Invoker;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Remembers which modules of a tree are in training mode, and restores the mode of each. */
final class Modes {
  private final List<Invoker> parentsFirst;
  private final Map<Invoker, Boolean> training = new IdentityHashMap<>();

  private Modes(List<Invoker> parentsFirst) {
    this.parentsFirst = parentsFirst;
    parentsFirst.forEach(module -> training.put(module, module.training()));
  }

  static Modes of(Invoker root) {
    List<Invoker> childrenFirst = new ArrayList<>();
    root.visitModules(childrenFirst::add);
    return new Modes(childrenFirst.reversed());
  }

  /** Setting a module's mode sets those below it too, so each comes after all that hold it. */
  void restore() {
    for (Invoker module : parentsFirst) {
      boolean before = training.getOrDefault(module, true);
      if (module.training() != before) {
        module.train(before);
      }
    }
  }
}
