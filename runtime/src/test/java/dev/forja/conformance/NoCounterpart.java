package dev.forja.conformance;

/** A case asks for something that Forja does not have: it fails, with this as the reason. */
final class NoCounterpart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoCounterpart(String what) {
    super(what);
  }
}
