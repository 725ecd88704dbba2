package dev.forja.json;

import java.io.IOException;
import java.io.Serial;

/** Text that is no JSON, or more of it than is allowed, with the place where reading stopped. */
public final class JsonSyntaxException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** What is wrong. */
  private final String problem;

  /** The number of characters that were read. */
  private final long position;

  /** The line that was reached; the first is 1. */
  private final int line;

  /** The column that was reached; the first is 1. */
  private final int column;

  JsonSyntaxException(String problem, long position, int line, int column) {
    super(problem);
    this.problem = problem;
    this.position = position;
    this.line = line;
    this.column = column;
  }

  /** What is wrong. */
  public String problem() {
    return problem;
  }

  /** The number of characters that were read. */
  public long position() {
    return position;
  }

  /** The line that was reached; the first is 1. */
  public int line() {
    return line;
  }

  /** The column that was reached; the first is 1. */
  public int column() {
    return column;
  }
}
