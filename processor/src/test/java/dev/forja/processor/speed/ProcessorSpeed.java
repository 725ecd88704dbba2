package dev.forja.processor.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Prints the cost of 1,000 model classes with and without the processor, in a compiler that has
 * just started and in a warm one (the minimum of several runs). It is not a test: it checks no
 * time, and runs only when it is named ({@code -Dtest=ProcessorSpeed}).
 */
final class ProcessorSpeed {
  private static final int MODELS = 1000;
  private static final int WARM_RUNS = 4;

  @Test
  void print() throws IOException, InterruptedException {
    Map<Stage, double[]> seconds = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      seconds.put(stage, run(stage));
    }
    for (int at = 0; at < 2; at++) {
      double without = Objects.requireNonNull(seconds.get(Stage.WITHOUT))[at];
      double with = Objects.requireNonNull(seconds.get(Stage.WITH))[at];
      double written = Objects.requireNonNull(seconds.get(Stage.WRITTEN))[at];
      double only = Objects.requireNonNull(seconds.get(Stage.ONLY))[at];
      System.out.printf(
          "%s: %d models alone %.2f s, with the processor %.2f s: ratio %.2f, %.2f ms more a class;"
              + " models and their invokers, written before, %.2f s: ratio %.2f, the processor"
              + " %.2f ms a class; -proc:only %.2f s%n",
          at == 0 ? "cold" : "warm",
          MODELS,
          without,
          with,
          with / without,
          (with - without) * 1000 / MODELS,
          written,
          with / written,
          (with - written) * 1000 / MODELS,
          only);
    }
  }

  private static double[] run(Stage stage) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            StageMain.class.getName(),
            stage.name(),
            Integer.toString(MODELS),
            Integer.toString(WARM_RUNS));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(stage + " failed: " + said);
    }
    return List.of(said.strip().split(" ")).stream()
        .mapToDouble(text -> Long.parseLong(text) / 1e9)
        .toArray();
  }
}
