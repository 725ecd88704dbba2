package dev.forja.spi;

/**
 * The version of Forja. It is a constant, because compilers copy the value of a constant into the
 * classes that use it, so a class file shows which version it was compiled with. Immutable.
 */
public final class Version {
  /** The version, as in Maven. */
  public static final String NAME = "0.2.0";

  private Version() {}
}
