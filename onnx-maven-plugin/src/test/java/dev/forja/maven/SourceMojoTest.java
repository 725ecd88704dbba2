package dev.forja.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goal writes what the command line writes, in a JVM of its own. */
class SourceMojoTest {
  /** A graph of one node, {@code y = Relu(x)}, as the library of ONNX writes it. */
  private static final String RELU =
      "CAg6QwoSCgF4EgF5GgRyZWx1IgRSZWx1EgFnWhQKAXgSDwoNCAESCQoDEgFuCgIIA2IUCgF5Eg8KDQgB"
          + "EgkKAxIBbgoCCANCBAoAEA0=";

  @TempDir private Path folder;

  private static List<File> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(File::new)
        .toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private SourceRun run(String file, String pack) {
    return new SourceRun(
        folder.resolve(file).toFile(), pack, null, folder.resolve("out").toFile(), jars());
  }

  @Test
  void writesTheClassesAndTheirWeights() throws Exception {
    Files.write(folder.resolve("small-net.onnx"), Base64.getDecoder().decode(RELU));
    SourceRun run = run("small-net.onnx", "com.acme.ocr");
    assertThat(run.isUpToDate()).isFalse();
    assertThat(run.start(java())).hasSize(2);
    Path home = folder.resolve("out/com/acme/ocr");
    assertThat(home.resolve("SmallNetModel.java")).content().contains("x.relu()");
    assertThat(home.resolve("smallNet.safetensors")).exists();
    Files.setLastModifiedTime(folder.resolve("small-net.onnx"), FileTime.fromMillis(1));
    assertThat(run.isUpToDate()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidInASentence() throws Exception {
    Files.writeString(folder.resolve("m.onnx"), "not a model");
    assertThatThrownBy(() -> run("m.onnx", "a").start(java()))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("m.onnx: is not an ONNX model");
    assertThatThrownBy(() -> run("m.onnx", "1a").start(java()))
        .hasMessageContaining("the package '1a' is no name of Java");
    assertThatThrownBy(() -> run("m.onnx", "a").start(folder.resolve("none").toString()))
        .hasMessageStartingWith("cannot start ");
  }
}
