package dev.forja.bits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.ChildJvm;
import java.util.List;
import java.util.stream.Stream;
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
    for (String bits : List.of("512", "256", "128")) {
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
    List<String> lines =
        ChildJvm.run(
            WholeModels.class,
            Stream.concat(
                    Stream.of("--add-modules=jdk.incubator.vector", "-Dforja.threads=" + threads),
                    Stream.of(options))
                .toArray(String[]::new));
    assertThat(lines.getFirst()).isEqualTo("kernels " + kernels + ", threads " + threads);
    return lines.subList(1, lines.size());
  }
}
