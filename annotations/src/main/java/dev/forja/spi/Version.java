package dev.forja.spi;

/**
 * The version of Forja. A constant, since compilers copy the value of a constant into the class
 * that names it: so a class file tells which version it was compiled with. Immutable.
 */
public final class Version {
  /** The version, as Maven has it. */
  public static final String NAME = "0.1.0-SNAPSHOT";

  private Version() {}
}
