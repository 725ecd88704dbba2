package dev.forja.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of each jcstress test; {@code benchmarks/run jcstress} runs them for longer. */
class JcstressTest {
  /** A single JVM configuration, out of all that jcstress would try. */
  private static final String JVM = "--add-modules=jdk.incubator.vector -Dforja.threads=2";

  @TempDir private Path report;

  @Test
  void sample() {
    List<String> options = new ArrayList<>(List.of("jcstress", "-m", "sanity", "-r", report + ""));
    options.addAll(List.of("-sc", "false", "-af", "NONE", "-iters", "1", "-time", "150"));
    options.addAll(List.of("-strideSize", "100", "-strideCount", "10", "-jvmArgs", JVM));
    int code = Benchmarks.commandLine().execute(options.toArray(String[]::new));
    assertThat(code).isZero();
  }
}
