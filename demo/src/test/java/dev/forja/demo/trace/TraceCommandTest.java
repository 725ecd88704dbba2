package dev.forja.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo/run trace}. */
class TraceCommandTest {
  @TempDir private Path folder;

  @Test
  void writesAPageAndPrintsWhatTheModelCosts() {
    Path page = folder.resolve("cnn.html");
    CommandRun run = CommandRun.of("trace", "--model", "cnn", "--out", page + "");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("conv1", "Total FLOPs", "bytes allocated")
        .endsWith("written to %s: open it in a browser%n".formatted(page));
    assertThat(page).content().contains("<title>CNN of digits</title>", "conv1.weight");
  }

  @Test
  void showsForwardAndBackwardOfATrainingStep() {
    Path page = folder.resolve("training.html");
    CommandRun run = CommandRun.of("trace", "--model", "training", "--out", page + "");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("conv2d backward", "Total backward ms", "updates ");
  }

  @Test
  void saysWhichModelsThereAre() {
    CommandRun run = CommandRun.of("trace", "--model", "gpt");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--model", "[cnn, training, minilm]", "'gpt'")
        .doesNotContain("\tat ");
  }

  /** A pipe whose reader goes away fails like a disk that is full: in the middle of the page. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDiskThatFailsIsOneSentence() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe + "").start().waitFor()).isZero();
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (InputStream in = Files.newInputStream(pipe)) {
                    int _ = in.read();
                  } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                  }
                });
    CommandRun.of("trace", "--model", "cnn", "--out", pipe + "")
        .assertFails("cannot write " + pipe + ": Broken pipe");
    reader.join();
  }

  /** The page is first written beside its place, under a name that belongs to nobody else. */
  @Test
  void leavesOtherFilesAlone() throws IOException {
    Path page = folder.resolve("cnn.html");
    Path other = Files.writeString(folder.resolve(".cnn.html.tmp"), "mine");
    assertThat(CommandRun.of("trace", "--model", "cnn", "--out", page + "").code()).isZero();
    assertThat(other).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(page, other);
    }
  }

  @Test
  void refusesWhatItCannotWriteBeforeItBegins() {
    CommandRun.of("trace", "--out", folder + "").assertFails("it is a folder");
    Path nowhere = folder.resolve("none/trace.html");
    CommandRun.of("trace", "--out", nowhere + "")
        .assertFails("there is no folder " + nowhere.getParent() + "; create it first");
    assertThat(nowhere).doesNotExist();
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }
}
