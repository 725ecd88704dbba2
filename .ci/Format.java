import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java source has the format of google-java-format, or with {@code write} gives
 * it.
 */
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  public static void main(String[] args) throws Exception {
    boolean write = args.length > 1 && args[1].equals("write");
    int unformatted = 0;
    for (Path source : sources(Path.of(args[0]))) {
      String text = Files.readString(source);
      String formatted = format(text);
      if (!formatted.equals(text)) {
        unformatted++;
        System.err.println((write ? "formatted " : "not formatted: ") + source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (unformatted > 0 && !write) {
      System.err.println("Run: mvn -q -N validate -Dforja.format=write");
      System.exit(1);
    }
  }

  private static String format(String text) throws Exception {
    String imports =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(imports);
  }

  /**
   * The sources of all modules; the processor's cases are compiler input, odd on purpose, and those
   * of the archetype are templates.
   */
  private static List<Path> sources(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/src/test/cases/"))
          .filter(file -> !file.toString().contains("/archetype-resources/"))
          .sorted()
          .toList();
    }
  }
}
