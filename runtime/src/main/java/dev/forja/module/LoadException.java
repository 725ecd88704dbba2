package dev.forja.module;

/** A state dict did not fit the module it was loaded into. Nothing was changed. */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient LoadReport report;

  LoadException(LoadReport report) {
    super(
        "Error(s) in loading state_dict for %s:\n\t%s\n\tNothing was changed."
            .formatted(report.model(), report.toString().replace("\n", "\n\t")));
    this.report = report;
  }

  /** Everything that did not fit. */
  public LoadReport report() {
    return report;
  }
}
