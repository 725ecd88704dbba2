package dev.forja.spi;

import java.util.regex.Pattern;

/**
 * A pattern of names that are joined by dots, such as paths of modules and names of a state dict:
 * {@code *} stands for one name and {@code **} for any number of them, as in {@code
 * encoder.*.norm}. Immutable and therefore thread-safe.
 */
public final class NamePattern {
  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Parses a pattern. */
  public static NamePattern of(String text) {
    StringBuilder regex = new StringBuilder();
    for (String name : text.split("\\.", -1)) {
      switch (name) {
        case "*" -> regex.append("[^.]+\\.");
        case "**" -> regex.append("(?:[^.]+\\.)*");
        default -> regex.append(Pattern.quote(name + "."));
      }
    }
    return new NamePattern(Pattern.compile(regex.toString()));
  }

  /** Whether the whole {@code name} matches. */
  public boolean matches(String name) {
    return pattern.matcher(name + ".").matches();
  }
}
