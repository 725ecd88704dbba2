package dev.forja.benchmarks.harness;

import dev.forja.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine on which something was measured.
 *
 * @param gflops the most that the multipliers of as many processors as an entrant has threads can
 *     do
 */
public record Machine(
    String processor, int processors, String os, String jvm, String kernels, double gflops) {
  /** The current machine, whose multipliers are measured now. */
  static Machine here(int threads) throws Exception {
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Kernels.get().name(),
        Multipliers.gflops(threads));
  }

  private static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
