package dev.forja.trace;

/**
 * A size of the inputs that may vary, with the range that {@link Trace#dynamic} proves. Immutable
 * and therefore thread-safe.
 *
 * @param name the name in messages and exported models, such as {@code batch}
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

  /** A size with this name, from {@code least} to {@code most}, inclusive. */
  public static Dim of(String name, int least, int most) {
    return new Dim(name, least, most);
  }

  /** The number of sizes in the range. */
  long count() {
    return (long) most - least + 1;
  }

  /** The size in the format of messages: {@code batch from 1 to 512}. */
  @Override
  public String toString() {
    return "%s from %d to %d".formatted(name, least, most);
  }
}
