package dev.forja.benchmarks.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Prints for how many of the calls that return tensors, in all models of the demo, the tests and
 * the benchmarks, the rank and a size are known; fails if it is less than nine of ten. It runs only
 * when it is named ({@code -Dtest=ShapeCoverage}).
 */
final class ShapeCoverage {
  private static final double LEAST = 0.9;
  private static final Pattern SHOWN =
      Pattern.compile("\\[ShapeExplained] (\\[.*]) = (.*)", Pattern.DOTALL);

  @Test
  void print() throws IOException {
    Map<String, String> models = RepositoryModels.sources();
    Compiler.Result result =
        Compiler.compile(
            models,
            "-Aforja.shapes=explain",
            "-implicit:none",
            "-sourcepath",
            RepositoryModels.sourcePath());
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
