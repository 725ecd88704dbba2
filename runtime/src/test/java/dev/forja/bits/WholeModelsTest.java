package dev.forja.bits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Invoker;
import dev.forja.kernel.Kernels;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whole models have the same bits whatever computes them: plain loops, vectors of 128, 256 and 512
 * bits, one, two and three threads.
 */
final class WholeModelsTest {
  @Test
  void theBitsDependNeitherOnTheKernelsNorOnTheThreads() throws Exception {
    List<String> expected = run("scalar", 1, "-Dforja.kernels=scalar");
    assertThat(expected).hasSize(4);
    assertThat(expected.get(1)).as("texts alone").isEqualTo(expected.getFirst());
    assertThat(run("scalar", 3, "-Dforja.kernels=scalar")).isEqualTo(expected);
    int threads = 2;
    for (String bits : List.of("512", "256", "128", "512")) {
      assertThat(
              run(
                  "vector-" + bits,
                  threads,
                  "-Dforja.kernels=vector",
                  "-Dforja.vector.bits=" + bits))
          .as("%s bits, %d threads", bits, threads)
          .isEqualTo(expected);
      threads = threads % 3 + 1;
    }
  }

  /** The lines that the program prints after the first one, which names the kernels. */
  private static List<String> run(String kernels, int threads, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(List.of(options));
    command.add("-Dforja.threads=" + threads);
    command.addAll(List.of("-cp", classPath(), WholeModels.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertThat(lines.getFirst()).isEqualTo("kernels " + kernels + ", threads " + threads);
    return lines.subList(1, lines.size());
  }

  private static String classPath() throws Exception {
    List<String> places = new ArrayList<>();
    for (Class<?> type : List.of(WholeModels.class, Kernels.class, Invoker.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }
}
