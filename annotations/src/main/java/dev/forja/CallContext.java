package dev.forja;

import java.util.random.RandomGenerator;

/**
 * Information for a {@link Forward} method about the current call. A last parameter of this type is
 * injected and is not part of the invoker's signature. The invoker itself is the context, so
 * nothing is allocated.
 *
 * <p>Any thread may ask it; {@link #path} answers for the call that this thread makes.
 */
public interface CallContext {
  /** Whether the module is in training mode. */
  boolean training();

  /** The random generator for this call, used for example by dropout. */
  RandomGenerator random();

  /**
   * The path of the module from the root of its tree, such as {@code encoder.0.norm}; empty at the
   * root.
   */
  String path();
}
