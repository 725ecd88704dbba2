package dev.forja.processor.prove;

import java.util.List;

/** Thrown by a rule whose operands fit for no sizes. */
final class Misfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient List<Object> details;

  Misfit(Reason reason, Object... details) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.details = List.of(details);
  }

  /** What does not fit, in words. */
  String text() {
    return reason.text(details.toArray());
  }
}
