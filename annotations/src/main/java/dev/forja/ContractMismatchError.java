package dev.forja;

/**
 * Thrown if a generated class was compiled for another contract than that of the Forja version it
 * runs with. The message names both contract numbers, and the model to compile again. Its own
 * fields never change, so any thread may read it.
 */
public final class ContractMismatchError extends LinkageError {
  private static final long serialVersionUID = 1L;

  /** Used by {@link dev.forja.spi.Contract}. */
  public ContractMismatchError(String model, int generated, int kept) {
    super(
        ("the invoker of %1$s was generated for contract %2$d, and this version of Forja keeps"
                + " contract %3$d: compile %1$s again, with the processor of this version")
            .formatted(model, generated, kept));
  }
}
