package dev.forja.processor.prove;

/** How code goes on behind a statement. */
enum Flow {
  /** With the next statement. */
  ON,
  /** With the caller. */
  RETURNED,
  /** Not at all: it throws. */
  THREW,
  /** Behind a loop or a switch, or with its next turn. */
  LEFT
}
