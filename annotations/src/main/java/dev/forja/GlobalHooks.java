package dev.forja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Process-wide hooks: each hears the calls of one entry in every module, or all calls with {@link
 * Entry#any()}. They run before scoped hooks and before the module's own hooks. While one is
 * registered, every call in the process takes the slower path with hooks; for a limited piece of
 * code, prefer a {@link HookScope}. Thread-safe.
 *
 * <pre>{@code
 * HookHandle handle = GlobalHooks.on(Linear.CALL).observeForward((self, args, result) -> ...);
 * }</pre>
 */
public final class GlobalHooks {
  private static final HookRegistry REGISTRY = new HookRegistry(Listening::changed);

  private GlobalHooks() {}

  static HookList hooks() {
    return REGISTRY.hooks();
  }

  /** The registrar that adds hooks to this entry in every module of the process. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookRegistrar<I, A, R, HookHandle> on(Entry<I, A, R> entry) {
    return at(Placement.last(), entry);
  }

  /**
   * As {@link #on(Entry)}, but new hooks are inserted at {@code placement} instead of at the end.
   */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookRegistrar<I, A, R, HookHandle> at(Placement placement, Entry<I, A, R> entry) {
    return new HookRegistrar<>(entry, hook -> REGISTRY.add(hook, placement));
  }

  /** The hooks registered for the process. */
  public static List<HookHandle> list() {
    return REGISTRY.list();
  }

  /** Removes every hook of the process. */
  public static void clear() {
    REGISTRY.clear();
  }
}
