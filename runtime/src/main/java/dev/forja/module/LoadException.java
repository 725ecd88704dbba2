package dev.forja.module;

import java.io.Serial;

/**
 * A state dict did not fit the module it was loaded into, and nothing was changed. {@link
 * NeuralModule#loadStateDict} throws it; when a file is loaded, the same is said by a {@link
 * StateMismatchException}. Its own fields never change, so any thread may read it.
 */
public final class LoadException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient LoadReport report;

  LoadException(LoadReport report) {
    super(
        "Error(s) in loading state_dict for %s:\n\t%s\n\tNothing was changed."
            .formatted(report.model(), report.toString().replace("\n", "\n\t")));
    this.report = report;
  }

  /** The report of everything that did not fit. */
  public LoadReport report() {
    return report;
  }
}
