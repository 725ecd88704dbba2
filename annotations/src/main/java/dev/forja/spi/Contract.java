package dev.forja.spi;

import dev.forja.ContractMismatchError;

/**
 * The version of the contract between generated classes and this library: the methods that they
 * call on each other. While the number is unchanged, compiled classes run with every later version
 * of the library. When it changes, each model must be compiled again; a class that was not fails
 * with {@link dev.forja.ContractMismatchError}.
 *
 * <p>Generated classes of every contract rely on {@link #require}, so it must never be renamed or
 * removed. Thread-safe.
 */
public final class Contract {
  private static final int NUMBER = 1;

  private Contract() {}

  /**
   * The contract number of this version. It is not a constant, because compilers copy the value of
   * a constant into the classes that use it.
   */
  public static int number() {
    return NUMBER;
  }

  /**
   * Checks the contract. Called by a generated class before it calls anything else.
   *
   * @param number the contract that the class was generated for
   * @param model the qualified name of its model
   * @throws ContractMismatchError if this version has another contract
   */
  public static void require(int number, String model) {
    if (number != NUMBER) {
      throw new ContractMismatchError(model, number, NUMBER);
    }
  }
}
