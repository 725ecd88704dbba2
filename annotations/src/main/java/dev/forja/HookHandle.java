package dev.forja;

/**
 * A registered hook. Closing it removes the hook from the next call on; a call that is under way
 * keeps the hooks it began with. Dropping the handle removes nothing.
 */
public interface HookHandle extends AutoCloseable {
  /** Removes the hook. A second time does nothing. */
  @Override
  void close();

  /** The same as {@link #close}, in PyTorch's word. */
  default void remove() {
    close();
  }

  /** Whether the hook is still registered. */
  boolean isActive();

  /** The name given by {@link #named}, or one that says what the hook is and of which class. */
  String name();

  /** Names the hook, for lists and error messages, and returns this handle. */
  HookHandle named(String name);
}
