package dev.forja;

import dev.forja.spi.StateVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A call that is running on this thread with hooks around it, and the call that made it.
 *
 * @param caller the call that made this one; null for the outermost call
 * @param invoker the module that was called
 * @param entry the entry that was called
 * @param path the path by which the module was reached; for a shared module, the path of this use
 * @param byHook whether this call, or one of its callers, was made by a hook
 */
public record CallFrame(
    @Nullable CallFrame caller,
    Invoker invoker,
    Entry<?, ?, ?> entry,
    String path,
    boolean byHook) {
  /** The frame of a call of {@code invoker} that is made inside {@code caller}. */
  static CallFrame under(
      @Nullable CallFrame caller, Invoker invoker, Entry<?, ?, ?> entry, boolean byHook) {
    return new CallFrame(caller, invoker, entry, path(caller, invoker), byHook);
  }

  private static String path(@Nullable CallFrame caller, Invoker invoker) {
    if (caller != null) {
      String name = invoker.nameUnder(caller.invoker());
      if (name != null) {
        return StateVisitor.join(caller.path(), name);
      }
    }
    return invoker.adoptedPath();
  }
}
