package dev.forja.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All thresholds from which work is shared among threads are in one table. */
class ThresholdsTest {
  private static final Path SOURCES = Path.of("src/main/java");

  private static final Pattern SHARED = Pattern.compile("\\bParallel\\.(ranges|run)\\(");

  /**
   * Files that divide work by images or threads, whatever the size, or that share parts which their
   * caller has divided.
   */
  private static final Set<String> WITHOUT =
      Set.of(
          "Compute.java",
          "PointwiseConvolution.java",
          "StridedWeightGradient.java",
          "WeightGradient.java");

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoeverSharesWorkTakesItsThresholdFromTheTable() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sharing =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> SHARED.matcher(text(file)).find())
              .toList();
      assertThat(sharing).hasSizeGreaterThan(WITHOUT.size());
      Set<String> without =
          sharing.stream()
              .filter(file -> !text(file).contains("Thresholds."))
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toSet());
      assertThat(without).isSubsetOf(WITHOUT);
    }
  }
}
