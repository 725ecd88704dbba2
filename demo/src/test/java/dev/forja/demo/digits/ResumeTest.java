package dev.forja.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.training.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed, in processes of their own, end with the bits of one that never was. */
class ResumeTest {
  private static final List<String> RUN =
      List.of("digits", "--model", "cnn", "--limit", "512", "--epochs", "3", "--seed", "5");
  private static final long PATIENCE_SECONDS = 600;

  @TempDir private static Path directory;
  private static RunFolder whole = new RunFolder(Path.of("")); // made anew before all tests

  @BeforeAll
  static void runToTheEnd() throws Exception {
    whole = new RunFolder(directory.resolve("whole"));
    assertThat(finish(start(whole))).isZero();
  }

  @Test
  void aRunThatIsKilledAtAnyMomentEndsWithTheSameBits() throws Exception {
    int killed = 0;
    for (int epoch = 0; epoch < 3; epoch += 2) {
      RunFolder results = new RunFolder(directory.resolve("killed" + epoch));
      Process process = start(results);
      awaitSaved(results, epoch, process);
      // Into the epoch, or into the writing of its files: a different stretch each time.
      Thread.sleep(40L + 90L * epoch);
      process.destroyForcibly();
      killed += finish(process) == 0 ? 0 : 1;
      assertThat(finish(start(results, "--resume"))).isZero();
      assertSame(results, whole);
    }
    assertThat(killed).as("runs that were killed before their end").isPositive();
  }

  @Test
  void aRunThatIsInterruptedSavesTheBatchItHasComeTo() throws Exception {
    RunFolder results = new RunFolder(directory.resolve("interrupted"));
    Process process = start(results);
    awaitSaved(results, 1, process);
    process.destroy();
    finish(process);
    assertThat(Files.readString(log(results))).contains("add --resume to go on");
    assertThat(finish(start(results, "--resume"))).isZero();
    assertSame(results, whole);
  }

  private static void assertSame(RunFolder results, RunFolder whole) throws IOException {
    assertThat(Files.readAllBytes(results.model())).isEqualTo(Files.readAllBytes(whole.model()));
    assertThat(Files.readAllBytes(results.checkpoint()))
        .isEqualTo(Files.readAllBytes(whole.checkpoint()));
  }

  /** Waits until the checkpoint says that so many epochs have ended. */
  private static void awaitSaved(RunFolder results, int epochs, Process process) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(results.checkpoint())
          && results.loadCheckpoint().integer("epoch") >= epochs) {
        return;
      }
      Thread.sleep(5);
    }
  }

  private static Path log(RunFolder results) {
    return results.directory().resolveSibling(results.directory().getFileName() + ".log");
  }

  private static Process start(RunFolder results, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.forja.demo.Demo");
    command.addAll(RUN);
    command.add("--out");
    command.add(results.directory().toString());
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(results).toFile())
        .start();
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
