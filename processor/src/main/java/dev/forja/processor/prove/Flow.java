package dev.forja.processor.prove;

/** Where execution continues after a statement. */
enum Flow {
  /** At the next statement. */
  ON,
  /** In the caller. */
  RETURNED,
  /** Nowhere: the statement throws. */
  THREW,
  /** After a loop or a switch, or with its next iteration. */
  LEFT
}
