package dev.forja.trace;

/**
 * Something that a trace cannot follow. Immutable.
 *
 * @param kind the kind of event
 * @param where the path and entry of the module call in which it happened
 * @param what a description of the event
 */
public record Note(Kind kind, String where, String what) {
  /** The kinds of events that a trace cannot follow. Immutable. */
  public enum Kind {
    /** Values were read; the graph does not contain what was decided or computed by them. */
    READ,
    /** Random numbers were drawn; the graph contains the drawn numbers. */
    DRAW,
    /** A tensor was changed in place; the graph does not contain the change. */
    CHANGE,
    /** A field of a model was changed, or what it holds; the graph does not contain the change. */
    ASSIGN
  }

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
