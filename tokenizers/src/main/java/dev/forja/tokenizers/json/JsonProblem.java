package dev.forja.tokenizers.json;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A problem of a file, with its place. Callers turn it into an exception that names the file. */
public final class JsonProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final @Nullable String place;

  /**
   * @param place the names and indices that lead to the value; null if it is the whole file
   */
  public JsonProblem(@Nullable String place, String problem, @Nullable Throwable cause) {
    super(problem, cause);
    this.place = place;
  }

  /** The names and indices that lead to the value; null if it is the whole file. */
  public @Nullable String place() {
    return place;
  }
}
