package dev.forja.trace;

import org.jspecify.annotations.Nullable;

/**
 * One call of one module. Immutable and therefore thread-safe.
 *
 * @param index the index in {@link Graph#calls}
 * @param caller the call that made this one; null for an outermost call
 * @param path the path of the module; for a shared module, the path of this use; empty for the root
 * @param module the type of the module, such as {@code Linear}
 * @param entry the entry that was called, such as {@code call}
 * @param byHook whether this call, or one of its callers, was made by a hook
 */
public record ModuleCall(
    int index,
    @Nullable ModuleCall caller,
    String path,
    String module,
    String entry,
    boolean byHook) {
  /** Path and type: {@code encoder.0 (Linear)}; only the type for the root. */
  public String label() {
    return path.isEmpty() ? module : path + " (" + module + ")";
  }
}
