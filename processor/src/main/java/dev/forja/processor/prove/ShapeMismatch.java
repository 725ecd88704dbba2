package dev.forja.processor.prove;

import java.util.List;

/** Thrown by a rule whose operands cannot fit for any sizes. */
final class ShapeMismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final transient List<Object> details;

  ShapeMismatch(Reason reason, Object... details) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.details = List.of(details);
  }

  /** The description of the misfit. */
  String text() {
    return reason.text(details.toArray());
  }
}
