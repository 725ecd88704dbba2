package dev.forja.spi;

import dev.forja.ContractMismatchError;

/**
 * The contract between generated classes and this library, by number: which methods the two call on
 * each other. While the number stays the same, a class that was compiled once runs with every later
 * version. When it changes, each model has to be compiled again, and a class that was not says so.
 *
 * <p>The number and {@link #require} are all that a generated class of any contract relies on: they
 * stay for ever, under these names. Thread-safe.
 */
public final class Contract {
  private static final int NUMBER = 1;

  private Contract() {}

  /**
   * The contract that this version keeps. No constant, since compilers copy the value of a constant
   * into the class that names it.
   */
  public static int number() {
    return NUMBER;
  }

  /**
   * Called by a generated class before it calls anything else.
   *
   * @param number the contract that the class was generated for
   * @param model the qualified name of its model
   * @throws ContractMismatchError if this version keeps another contract
   */
  public static void require(int number, String model) {
    if (number != NUMBER) {
      throw new ContractMismatchError(model, number, NUMBER);
    }
  }
}
