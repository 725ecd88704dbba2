package dev.forja.module;

/**
 * Thrown if a state dict does not fit the module that it is loaded into; nothing was changed then.
 */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

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
