package dev.forja.benchmarks.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints of how many of the calls that give tensors, in all models of demo, tests and benchmarks,
 * the rank and a size are known, and fails below nine of ten. It runs only when it is named ({@code
 * -Dtest=ShapeCoverage}).
 */
final class ShapeCoverage {
  private static final List<String> ROOTS =
      List.of(
          "demo/src/main/java",
          "demo/src/test/java",
          "benchmarks/src/main/java",
          "runtime/src/test/java");
  private static final double LEAST = 0.9;
  private static final Pattern SHOWN =
      Pattern.compile("\\[ShapeExplained] (\\[.*]) = (.*)", Pattern.DOTALL);

  @Test
  void print() throws IOException {
    Path home = Path.of("..");
    Map<String, String> models = new TreeMap<>();
    List<String> roots = new ArrayList<>();
    for (String root : ROOTS) {
      Path folder = home.resolve(root);
      roots.add(folder.toString());
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          if (text.contains("  @Forward") && !file.endsWith("module-info.java")) {
            models.put(folder.relativize(file).toString(), text);
          }
        }
      }
    }
    Compiler.Result result =
        Compiler.compile(
            models,
            "-Aforja.shapes=explain",
            "-implicit:none",
            "-sourcepath",
            String.join(java.io.File.pathSeparator, roots));
    int all = 0;
    int known = 0;
    for (Compiler.Message message : result.messages()) {
      Matcher shown = SHOWN.matcher(message.text());
      if (shown.matches()) {
        all++;
        boolean useful = ShownShape.isUseful(shown.group(1));
        known += useful ? 1 : 0;
        if (!useful) {
          System.out.println(message.file() + ":" + message.line() + ": " + message.text());
        }
      }
    }
    System.out.printf(
        "%d of %d calls that give tensors, in %d files with models: rank and a size known (%.1f"
            + " %%)%n",
        known, all, models.size(), 100.0 * known / all);
    assertThat(result.messages().stream().filter(each -> each.text().contains("[ShapeProven]")))
        .isEmpty();
    assertThat((double) known / all)
        .as("share of calls that are known")
        .isGreaterThanOrEqualTo(LEAST);
  }
}
