package dev.forja;

import dev.forja.spi.StateVisitor;
import org.jspecify.annotations.Nullable;

/**
 * One watched call that is under way on this thread, and the call it was made from.
 *
 * @param caller the call whose method made this one; null for the outermost
 * @param invoker the module that was called
 * @param entry the entry that was called
 * @param path the path actually taken, for a shared module that of this use of it
 * @param byHook whether a hook made this call, or one of those that it was made from
 */
public record CallFrame(
    @Nullable CallFrame caller,
    Invoker invoker,
    Entry<?, ?, ?> entry,
    String path,
    boolean byHook) {
  /** The frame of a call that {@code invoker} gets from within {@code caller}. */
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
