package dev.forja.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** A small sample of the comparisons with libtorch. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class JudgeTest {
  @Test
  void everyOpAgreesWithLibtorch() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    int code = commandLine.execute("judge", "--count", "2", "--seed", "7");
    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString()).contains("comparisons of", "0 failed");
  }
}
