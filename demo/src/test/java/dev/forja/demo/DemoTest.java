package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its user meets it: what it prints, and how it fails. */
class DemoTest {
  @TempDir private Path directory;

  @Test
  void multiplyCallsTheMarkedMethodOnceAloneAndOnceWithAHook() {
    CommandRun outcome = CommandRun.of("multiply");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "NumbersInvoker numbers = NumbersInvoker.of(10, 20, 30);",
            "    Numbers(10, 20, 30) constructed",
            "numbers.call();",
            "    200",
            "numbers.observeForward((self, args, result) -> ...);",
            "numbers.call();",
            "    hook: Numbers was called and returned 200",
            "    200");
  }

  @Test
  void helpExplains() {
    CommandRun outcome = CommandRun.of("digits", "--help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("--model", "--epochs", "--seed", "--resume", "handwritten");
  }

  @Test
  void aBadOptionIsOneSentence() {
    assertThat(CommandRun.of("digits", "--epochs", "many").err())
        .startsWith("error: Invalid value for option '--epochs': 'many' is not an int");
    assertThat(CommandRun.of("digits", "--epochs", "0").err())
        .startsWith("error: --epochs is 0, but must be at least 1");
    assertThat(CommandRun.of("digits", "--epochs", "0").code()).isEqualTo(2);
    assertThat(CommandRun.of("digits", "--model", "gpt").err())
        .startsWith("error: Invalid value for option '--model': expected one of [");
  }

  @Test
  void aMistypedOptionIsNamedWithWhereHelpIs() {
    assertThat(CommandRun.of("trace", "--modle", "cnn").err().lines())
        .hasSizeBetween(2, 3)
        .first()
        .asString()
        .startsWith("error: Unknown options: '--modle'");
    assertThat(CommandRun.of("trace", "--modle", "cnn").err().lines())
        .last()
        .isEqualTo("demo/run trace --help lists what can be given");
  }

  @Test
  void missingDataIsOneSentence() {
    CommandRun outcome = digits("--data", directory.resolve("nowhere").toString());
    outcome.assertFails("there is no data file ");
  }

  @Test
  void damagedDataIsOneSentence() throws IOException {
    Files.writeString(directory.resolve("train-images-idx3-ubyte.gz"), "no gzip");
    digits("--data", directory.toString()).assertFails("is damaged");
  }

  @Test
  void anUnwritableFolderIsOneSentence() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    CommandRun.of("digits", "--out", file.resolve("out").toString())
        .assertFails("cannot create the folder ");
  }

  @Test
  void argumentsNearTheEndsOfTheirRangesAreOneSentence() {
    digits("--epochs", "20000000").assertFails("there can be at most 18046081");
    digits("--epochs", "2147483647").assertFails("--epochs is 2147483647, but with 119 batches");
    digits("--validation", "2147483647").assertFails("2147483647 are held out for validation");
    assertThat(CommandRun.of("digits", "--resume", "--force").err())
        .startsWith("error: --resume goes on");
    assertThat(CommandRun.of("digits", "--limit", "-2147483648").err())
        .startsWith("error: --limit is -2147483648, but must be at least 1");
    for (String option : List.of("--top", "--lines", "--threads", "--layer", "--head")) {
      assertThat(CommandRun.of("search", option, "-2147483648", "whale").err())
          .startsWith("error: " + option + " is -2147483648, but must be ");
      assertThat(CommandRun.of("search", option, "NaN", "whale").err())
          .startsWith(
              "error: Invalid value for option '%s': 'NaN' is not an int".formatted(option));
    }
    for (String option : List.of("--threads", "--layer", "--head")) {
      assertThat(CommandRun.of("search", option, "2147483647", "whale").err())
          .startsWith("error: " + option + " is 2147483647, but must be ");
    }
  }

  /** The number of bytes of so many images is 0 in an int. */
  @Test
  void labelsWithoutImagesAreOneSentence() throws IOException {
    gzip("train-images-idx3-ubyte.gz", new byte[] {0, 0, 8, 1, 0, 0, 0, 0});
    try (OutputStream out = gzip("train-labels-idx1-ubyte.gz")) {
      out.write(new byte[] {0, 0, 8, 1, 0x10, 0, 0, 0});
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1 << 8; i++) {
        out.write(zeros);
      }
    }
    digits("--data", directory.toString())
        .assertFails("does not fit together: 268435456 labels, but 0 bytes of images");
    gzip("train-labels-idx1-ubyte.gz", new byte[] {0, 0, 8, 1, 0, 0, 0, 0});
    digits("--data", directory.toString()).assertFails("the train data has no digits");
  }

  @Test
  void aRunDoesNotTakeTheFolderOfAnother() throws IOException {
    Path out = Files.createDirectories(directory.resolve("out"));
    Files.writeString(out.resolve("model.safetensors"), "another run");
    digits("--limit", "64", "--epochs", "1", "--model", "mlp").assertFails("--resume goes on");
    assertThat(out.resolve("model.safetensors")).hasContent("another run");
    CommandRun forced = digits("--limit", "64", "--epochs", "1", "--model", "mlp", "--force");
    assertThat(forced.code()).isZero();
    digits("--limit", "64", "--epochs", "1", "--model", "mlp").assertFails("--resume goes on");
  }

  private void gzip(String name, byte[] content) throws IOException {
    try (OutputStream out = gzip(name)) {
      out.write(content);
    }
  }

  private OutputStream gzip(String name) throws IOException {
    return new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)));
  }

  @Test
  void aRunTrainsTestsSavesAndLoads() {
    CommandRun outcome = digits("--model", "mlp", "--limit", "1280", "--epochs", "2");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("(hidden): Linear(in_features=784, out_features=256, bias=True)")
        .contains("203,530 parameters")
        .containsPattern("epoch 2: loss 0\\.\\d+, accuracy [89]\\d\\.\\d\\d %; validation: loss")
        .containsPattern("test: [89]\\d\\.\\d\\d % of 2,000 digits")
        .containsPattern("relu +\\d+ of 256 units")
        .contains("loaded into a fresh model: the same predictions");
    assertThat(directory.resolve("out/model.safetensors")).isNotEmptyFile();
  }

  @Test
  void nothingToResumeIsOneSentence() {
    digits("--resume").assertFails("there is no run to resume in ");
  }

  @Test
  void theSameSeedGivesTheSameBits() throws IOException {
    byte[] first = weightsOf("first");
    assertThat(weightsOf("second")).isEqualTo(first);
  }

  @Test
  void aTraceIsWrittenAsAPage() throws IOException {
    Path page = directory.resolve("trace.html");
    CommandRun outcome = CommandRun.of("trace", "--model", "cnn", "--out", page.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("conv2", "Conv2d", "open it in a browser");
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("conv2.weight", "Permission is hereby granted");
    CommandRun.of("trace", "--out", directory.resolve("no/folder.html").toString())
        .assertFails("cannot write ");
  }

  private byte[] weightsOf(String name) throws IOException {
    Path out = directory.resolve(name);
    CommandRun outcome =
        CommandRun.of(
            "digits",
            "--model",
            "mlp",
            "--out",
            out.toString(),
            "--limit",
            "640",
            "--epochs",
            "1",
            "--seed",
            "7");
    assertThat(outcome.code()).isZero();
    return Files.readAllBytes(out.resolve("model.safetensors"));
  }

  private CommandRun digits(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "digits";
    all[1] = "--out";
    all[2] = directory.resolve("out").toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return CommandRun.of(all);
  }
}
