package dev.forja.conformance;

/**
 * Thrown if a case requires something that Forja does not have; it is the reason for the failure.
 */
final class NoCounterpart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoCounterpart(String what) {
    super(what);
  }
}
