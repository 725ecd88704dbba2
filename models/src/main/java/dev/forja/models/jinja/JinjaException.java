package dev.forja.models.jinja;

import java.io.Serial;

/**
 * Thrown if a template is wrong, or fails on what it is given. Its fields never change, so any
 * thread may read it.
 */
public final class JinjaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean placed;

  public JinjaException(String message) {
    this(message, false);
  }

  private JinjaException(String message, boolean placed) {
    super(message);
    this.placed = placed;
  }

  /** With the line, unless the message has one. */
  JinjaException at(int line) {
    return placed ? this : new JinjaException("line " + line + ": " + getMessage(), true);
  }
}
