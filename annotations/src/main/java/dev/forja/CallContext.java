package dev.forja;

import java.util.random.RandomGenerator;

/**
 * Tells a {@link Forward} method about the call that it is part of. A last parameter of this type
 * is injected and is not part of the invoker's signature. The invoker is its own context, so asking
 * costs nothing.
 */
public interface CallContext {
  /** Whether the module is in training mode. */
  boolean training();

  /** The source of randomness for this call, such as that of dropout. */
  RandomGenerator random();

  /**
   * The path of the module from the root of its tree, such as {@code encoder.0.norm}; empty at the
   * root.
   */
  String path();
}
