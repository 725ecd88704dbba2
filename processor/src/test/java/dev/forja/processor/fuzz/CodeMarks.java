package dev.forja.processor.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Takes from generated sources what the processor reads from code, which only javac shows: beside
 * that the sources must be the same on all compilers.
 */
public final class CodeMarks {
  private static final Pattern PUTS =
      Pattern.compile("import dev\\.forja\\.spi\\.Puts;\n|(?s) *@Puts\\(.*?\\)\n");

  private CodeMarks() {}

  /** The sources without them. */
  public static Map<String, String> removedFrom(Map<String, String> sources) {
    Map<String, String> removed = new TreeMap<>(sources);
    removed.replaceAll((_, text) -> PUTS.matcher(text).replaceAll(""));
    return removed;
  }
}
