package dev.forja;

import java.util.List;

/**
 * Holds the hooks of one entry, or of the process. Changing it is safe from any thread and takes
 * effect at the next call: calls read the current {@link HookList} once.
 */
abstract class HookRegistry {
  private volatile HookList hooks = HookList.EMPTY;

  final HookList hooks() {
    return hooks;
  }

  final synchronized Registration add(Registration hook) {
    hook.bind(this);
    boolean wasEmpty = hooks.isEmpty();
    hooks = hooks.with(hook);
    if (wasEmpty) {
      listening(true);
    }
    return hook;
  }

  final synchronized void remove(Registration hook) {
    if (contains(hook)) {
      hooks = hooks.without(hook);
      if (hooks.isEmpty()) {
        listening(false);
      }
    }
  }

  final boolean contains(Registration hook) {
    return hooks.all().contains(hook);
  }

  /** The hooks registered here: those before the method, those after it, those at the end. */
  public final List<HookHandle> list() {
    return List.copyOf(hooks.all());
  }

  /** Removes every hook registered here. */
  public final synchronized void clear() {
    hooks.all().forEach(this::remove);
  }

  /** Told when the first hook came and when the last one went. */
  abstract void listening(boolean now);
}
