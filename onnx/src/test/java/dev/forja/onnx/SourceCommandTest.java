package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what it writes, and one sentence for each mistake. */
class SourceCommandTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return SourceCommand.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  @Test
  void itWritesClassesAndWeights() throws Exception {
    Path model = folder.resolve("small-net.onnx");
    byte[] bytes =
        Drawn.graph()
            .input("x", "n 2")
            .weight("fc.weight", 2, 3)
            .nodes("y = /fc/MatMul(x, fc.weight)")
            .output("y")
            .bytes(13);
    Files.write(model, bytes);
    Path to = folder.resolve("src");
    assertThat(run("source", model.toString(), "--package", "com.acme.net", "--out", to.toString()))
        .isZero();
    Path home = to.resolve("com/acme/net");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            home.resolve("SmallNetModel.java").toString(),
            home.resolve("smallNet.safetensors").toString());
    assertThat(home.resolve("SmallNetModel.java"))
        .content()
        .contains("final Linear fc = Linear.of(2, 3, false);", "return fc.call(x);");
    assertThat(home.resolve("smallNet.safetensors")).isNotEmptyFile();
  }

  @Test
  void mistakesAreSaid() {
    assertThat(run("source", "m.onnx", "--package", "a")).isEqualTo(2);
    assertThat(run("source", "m.onnx", "--pack", "a")).isEqualTo(2);
    assertThat(run("sauce")).isEqualTo(2);
    assertThat(run("source", "a", "b")).isEqualTo(2);
    assertThat(run("source", "m.onnx", "--package", "1", "--out", "o")).isEqualTo(2);
    String none = folder.resolve("none.onnx").toString();
    assertThat(run("source", none, "--package", "a", "--out", "o")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "error: --out is missing",
            "error: there is no option '--pack'",
            "error: there is no command 'sauce'",
            "error: there are two files, 'a' and 'b'",
            "error: the package '1' is no name of Java",
            "none.onnx");
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("forja-onnx source MODEL.onnx");
  }
}
