package dev.forja;

/**
 * A generated class was compiled for another contract than the one that the running version of
 * Forja keeps. The message names both numbers, and the model to compile again.
 */
public final class ContractMismatchError extends LinkageError {
  private static final long serialVersionUID = 1L;

  /** For {@link dev.forja.spi.Contract}. */
  public ContractMismatchError(String model, int generated, int kept) {
    super(
        ("the invoker of %1$s was generated for contract %2$d, and this version of Forja keeps"
                + " contract %3$d: compile %1$s again, with the processor of this version")
            .formatted(model, generated, kept));
  }
}
