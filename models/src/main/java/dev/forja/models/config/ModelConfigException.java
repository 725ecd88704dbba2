package dev.forja.models.config;

import java.io.Serial;

/**
 * Thrown if a configuration lacks an option, or has one that no model here knows. The message names
 * the file, the option, what is wrong, and what is known. Its own fields never change, so any
 * thread may read it.
 */
public final class ModelConfigException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  private final String problem;

  ModelConfigException(String file, String problem) {
    super(file + ": " + problem);
    this.problem = problem;
  }

  /** The problem alone, without the name of the file. */
  public String problem() {
    return problem;
  }
}
