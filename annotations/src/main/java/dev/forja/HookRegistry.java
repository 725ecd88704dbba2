package dev.forja;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds the hooks of one entry, or of the process. Thread-safe: a change takes effect at the next
 * call, because each call reads the current {@link HookList} once.
 */
final class HookRegistry {
  private static final AtomicLong CHANGES = new AtomicLong();

  private final Listener listener;
  private volatile HookList hooks = HookList.EMPTY;

  HookRegistry(Listener listener) {
    this.listener = listener;
  }

  /** The number of hooks added or removed so far in this process. */
  static long changes() {
    return CHANGES.get();
  }

  HookList hooks() {
    return hooks;
  }

  synchronized Registration add(Registration hook, Placement placement) {
    boolean wasEmpty = hooks.isEmpty();
    hook.bind(this); // first: once it is listed, another thread may close it
    hooks = hooks.with(hook, placement);
    CHANGES.incrementAndGet();
    if (wasEmpty) {
      listener.listened(true);
    }
    return hook;
  }

  synchronized void remove(Registration hook) {
    if (contains(hook)) {
      hooks = hooks.without(hook);
      CHANGES.incrementAndGet();
      if (hooks.isEmpty()) {
        listener.listened(false);
      }
    }
  }

  boolean contains(Registration hook) {
    return hooks.all().contains(hook);
  }

  List<HookHandle> list() {
    return List.copyOf(hooks.all());
  }

  synchronized void clear() {
    hooks.all().forEach(this::remove);
  }

  /** Notified when the first hook was added and when the last one was removed. */
  @FunctionalInterface
  interface Listener {
    void listened(boolean now);
  }
}
