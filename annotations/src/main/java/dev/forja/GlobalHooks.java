package dev.forja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hooks of the whole process: each hears the calls of one entry in every module, or with {@link
 * Entry#any()} all calls. They run before scoped hooks and before the module's own. While one is
 * registered no call is quiet; for a limited stretch of code a {@link HookScope} is the better
 * tool.
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

  /** Where hooks around this entry, in every module of the process, are added. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookRegistrar<I, A, R, HookHandle> on(Entry<I, A, R> entry) {
    return at(Placement.last(), entry);
  }

  /** The same, with new hooks going to {@code placement} instead of the end. */
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
