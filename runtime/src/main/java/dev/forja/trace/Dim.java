package dev.forja.trace;

/**
 * A size of the inputs that may vary, with the range that {@link Trace#dynamic} proves. Immutable,
 * and so safe for use by several threads.
 *
 * @param name what messages and exported models call it, such as {@code batch}
 * @param least the smallest size, 0 or more
 * @param most the largest size
 */
public record Dim(String name, int least, int most) {
  /** Checks the range. */
  public Dim {
    if (name.isBlank() || least < 0 || most < least || most == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the size '%s' from %d to %d: expected a name, and a range of sizes of 0 or more"
              .formatted(name, least, most));
    }
  }

  /** A size of this name, from {@code least} to {@code most}, both included. */
  public static Dim of(String name, int least, int most) {
    return new Dim(name, least, most);
  }

  /** How many sizes there are in the range. */
  long count() {
    return (long) most - least + 1;
  }

  /** As messages print it: {@code batch from 1 to 512}. */
  @Override
  public String toString() {
    return "%s from %d to %d".formatted(name, least, most);
  }
}
