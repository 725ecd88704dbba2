package dev.forja;

/**
 * A registered hook. Closing it removes the hook, beginning with the next call; a running call
 * keeps the hooks it started with. Letting the handle be garbage-collected removes nothing. Any
 * thread may use it at any time.
 */
public interface HookHandle extends AutoCloseable {
  /** Removes the hook. Calling this again has no effect. */
  @Override
  void close();

  /** The same as {@link #close}, under PyTorch's name. */
  default void remove() {
    close();
  }

  /** Whether the hook is still registered. */
  boolean isActive();

  /**
   * The name given by {@link #named}, or a default that describes the kind and the class of the
   * hook.
   */
  String name();

  /** Names the hook, for lists and error messages, and returns this handle. */
  HookHandle named(String name);
}
