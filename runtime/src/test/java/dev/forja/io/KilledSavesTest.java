package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it saves leaves the file as it was before, or the new one. */
@Timeout(600)
final class KilledSavesTest {
  /** {@code -Dforja.kills=72} sets a larger number. */
  private static final int KILLS = Integer.getInteger("forja.kills", 3);

  @TempDir private Path folder;

  @Test
  void aKilledSaveLeavesOneOfTheTwoStates() throws Exception {
    Random random = new Random(7);
    Path file = folder.resolve("model.safetensors");
    for (int i = 0; i < KILLS; i++) {
      saveAndKill(file, random.nextInt(200));
      try (SafetensorsFile saved = SafetensorsFile.open(file)) {
        float expected = Float.parseFloat(saved.metadata().getOrDefault("value", "missing"));
        float[] values = saved.read("w").floats();
        assertThat(values).hasSize(SavingLoop.ELEMENTS);
        for (float value : values) {
          if (value != expected) {
            assertThat(value).isEqualTo(expected);
          }
        }
      }
    }
    for (Path leftOver : leftOvers()) { // as if the next save came later
      Files.setLastModifiedTime(leftOver, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    Safetensors.save(file, Map.of());
    assertThat(leftOvers()).isEmpty();
  }

  private static void saveAndKill(Path file, long millis) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                SavingLoop.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("saved");
      Thread.sleep(millis);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static String classPath() throws URISyntaxException {
    URI tests = SavingLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return String.join(
        File.pathSeparator,
        Path.of(tests).toString(),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path"));
  }

  private List<Path> leftOvers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }
}
