package dev.forja.processor.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Removes from generated sources what the processor reads from code, which only javac provides;
 * apart from that, all compilers must get the same sources.
 */
public final class CodeMarks {
  private static final Pattern PUTS =
      Pattern.compile("import dev\\.forja\\.spi\\.Puts;\n|(?s) *@Puts\\(.*?\\)\n");

  private CodeMarks() {}

  /** The sources without these parts. */
  public static Map<String, String> removedFrom(Map<String, String> sources) {
    Map<String, String> removed = new TreeMap<>(sources);
    removed.replaceAll((_, text) -> PUTS.matcher(text).replaceAll(""));
    return removed;
  }
}
