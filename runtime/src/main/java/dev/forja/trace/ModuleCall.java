package dev.forja.trace;

import org.jspecify.annotations.Nullable;

/**
 * One call of one module. Immutable.
 *
 * @param index the place in {@link Graph#calls}
 * @param caller the call that it was made from; null for an outermost one
 * @param path the path taken to the module, for a shared one that of this use; empty for the root
 * @param module the kind of module, such as {@code Linear}
 * @param entry the entry that was called, such as {@code call}
 * @param byHook whether a hook made this call, or one of those that it was made from
 */
public record ModuleCall(
    int index,
    @Nullable ModuleCall caller,
    String path,
    String module,
    String entry,
    boolean byHook) {
  /** Path and kind: {@code encoder.0 (Linear)}; the kind alone for the root. */
  public String label() {
    return path.isEmpty() ? module : path + " (" + module + ")";
  }
}
