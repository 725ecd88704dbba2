package dev.forja.trace;

/**
 * Something that a trace cannot follow. Immutable.
 *
 * @param kind what it was
 * @param where the path and entry of the module call in which it happened
 * @param what what happened, for people
 */
public record Note(Kind kind, String where, String what) {
  /** What a trace cannot follow. Immutable. */
  public enum Kind {
    /** Values were read: what was decided or computed by them outside of ops is frozen. */
    READ,
    /** Random numbers were drawn: the graph holds what was drawn. */
    DRAW,
    /** A tensor was changed in place: the graph does not hold the change. */
    CHANGE
  }

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
