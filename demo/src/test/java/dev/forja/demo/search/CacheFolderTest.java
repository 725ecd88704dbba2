package dev.forja.demo.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path directory;
  private final List<String> notices = new ArrayList<>();

  @Test
  void liesWhereTheSystemKeepsSuchThings() {
    assertThat(CacheFolder.standard("Linux", "/home/u", Map.<String, String>of()::get))
        .isEqualTo(Path.of("/home/u/.cache/forja"));
    assertThat(CacheFolder.standard("Linux", "/home/u", Map.of("XDG_CACHE_HOME", "/c")::get))
        .isEqualTo(Path.of("/c/forja"));
    assertThat(CacheFolder.standard("Mac OS X", "/Users/u", Map.<String, String>of()::get))
        .isEqualTo(Path.of("/Users/u/Library/Caches/forja"));
    assertThat(CacheFolder.standard("Windows 11", "C:/u", Map.of("LOCALAPPDATA", "L")::get))
        .isEqualTo(Path.of("L/forja/cache"));
  }

  @Test
  void isMadeAndCleanedOfWhatWasLeftHalfWritten() throws Exception {
    Path folder = directory.resolve("a/b");
    assertThat(CacheFolder.open(folder, notices::add)).isEqualTo(folder);
    Path old = Files.createFile(folder.resolve(".forja-1.tmp"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    Path young = Files.createFile(folder.resolve(".forja-2.tmp"));
    assertThat(CacheFolder.open(folder, notices::add)).isEqualTo(folder);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(notices).isEmpty();
  }

  @Test
  void oneThatCannotBeMadeIsSaid() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(CacheFolder.open(file.resolve("cache"), notices::add)).isNull();
    assertThat(notices).singleElement().asString().startsWith("Nothing can be cached");
  }
}
