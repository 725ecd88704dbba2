package dev.forja.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Runs one small round of each workload with all its peers, and checks that the results agree. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Execution(ExecutionMode.CONCURRENT)
class SmokeTest {
  @TempDir private Path directory;

  @Test
  void sgemm() {
    assertThat(tiny("sgemm", "1,2"))
        .contains("sgemm, 1 thread,", "sgemm, 2 threads,", "MKL packed", "OpenBLAS");
  }

  @Test
  void encoder() {
    assertThat(tiny("encoder", "2")).contains("encoder, 2 threads,", "ONNX Runtime", "libtorch");
  }

  @Test
  void miniLm() {
    assertThat(tiny("minilm", "1")).contains("minilm, 1 thread,", "ONNX Runtime", "libtorch");
  }

  @Test
  void miniLmGivesTheVectorsOfOnnxRuntime() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    assertThat(commandLine.execute("minilm-equality", "--step", "60")).as(out::toString).isZero();
    assertThat(out.toString()).contains("in the same order: 50 of 50");
  }

  @Test
  void training() {
    assertThat(tiny("training", "1")).contains("training, 1 thread,", "conv", "libtorch");
  }

  @Test
  void elementwise() {
    assertThat(tiny("elementwise", "1")).contains("layer norm", "copy", "libtorch");
  }

  @Test
  void convolution() {
    assertThat(tiny("convolution", "1")).contains("weight gradient 3x3", "max pool", "libtorch");
  }

  @Test
  void memory() {
    StringWriter out = new StringWriter();
    Path file = directory.resolve("memory.json");
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    assertThat(commandLine.execute("memory", "training", "--tiny", "--out", file + "")).isZero();
    assertThat(out.toString()).contains("mlp 784-16-10, batch 4  Forja ", "libtorch ");
    assertThat(file).content().contains("mebibytes");
  }

  @Test
  void scaleDraws() {
    assertThat(tiny("scale", "1")).contains("scale, 1 thread,", "drawn: ");
    assertThat(directory.resolve("scale-1.png")).isNotEmptyFile();
  }

  @Test
  void tokenize() {
    assertThat(tiny("tokenize", "1")).contains("tokenize, 1 thread,", "all-MiniLM-L6-v2, ", "JNI");
  }

  @Test
  void langchain4j() {
    assertThat(tiny("langchain4j", "2")).contains("langchain4j, 2 threads,", " passages, ");
  }

  @Test
  void replay() {
    assertThat(tiny("replay", "1", "--each"))
        .contains("replay, 1 thread,", "MiniLM, 1 x 8  call in a workspace", "CNN, 2 images");
  }

  @Test
  void decodeAndPrefill() {
    assertThat(tiny("decode", "1")).contains("decode, 1 thread,", "libtorch", "reading");
    assertThat(tiny("prefill", "2")).contains("prefill, 2 threads,", "libtorch", "7 tokens");
  }

  @Test
  void cold() {
    StringWriter out = new StringWriter();
    Path file = directory.resolve("cold.json");
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    assertThat(commandLine.execute("cold", "--tiny", "--out", file + "")).isZero();
    assertThat(out.toString()).contains("first result", "Forja, scalar kernels", "ONNX Runtime");
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void virtualThreads() {
    StringWriter out = new StringWriter();
    Path file = directory.resolve("virtual-threads.json");
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    String[] args = {"--threads", "40", "--rounds", "1", "--width", "64", "--out", file + ""};
    List<String> all = new ArrayList<>(List.of("virtual-threads"));
    all.addAll(List.of(args));
    assertThat(commandLine.execute(all.toArray(String[]::new))).isZero();
    assertThat(out.toString())
        .contains("40 virtual threads", "16 platform threads", "KiB per call");
    assertThat(file).content().contains("\"collections\"");
  }

  private String tiny(String workload, String threads, String... more) {
    Path file = directory.resolve(workload + ".json");
    StringWriter out = new StringWriter();
    CommandLine commandLine = Benchmarks.commandLine().setOut(new PrintWriter(out));
    List<String> args = new ArrayList<>(List.of(workload, "--tiny", "--threads", threads));
    args.addAll(List.of("--out", file + ""));
    args.addAll(List.of(more));
    int code = commandLine.execute(args.toArray(String[]::new));
    assertThat(code).isZero();
    assertThat(file).content().contains("\"workload\" : \"" + workload + "\"", "\"nanos\"");
    return out.toString();
  }
}
