package dev.forja.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.forja.demo.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  /** A device that is always full. */
  @Test
  void aFullDiskIsOneSentence() {
    Path full = Path.of("/dev/full");
    assumeThat(Files.isWritable(full)).isTrue();
    CommandRun.of("trace", "--model", "cnn", "--out", full + "")
        .assertFails("cannot write /dev/full: No space left on device");
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
