package dev.forja.demo.search;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The user's cache folder; see {@link #standard}. */
final class CacheFolder {
  private static final Duration ABANDONED = Duration.ofDays(1);

  private CacheFolder() {}

  /** {@code ~/.cache/forja} on Linux, and the corresponding folder on other systems. */
  static Path standard() {
    return standard(System.getProperty("os.name"), System.getProperty("user.home"), System::getenv);
  }

  static Path standard(String system, String home, Function<String, @Nullable String> environment) {
    String os = system.toLowerCase(Locale.ROOT);
    String local = environment.apply("LOCALAPPDATA");
    if (os.contains("win") && !os.contains("darwin") && local != null) {
      return Path.of(local, "forja", "cache");
    }
    if (os.contains("mac")) {
      return Path.of(home, "Library", "Caches", "forja");
    }
    String xdg = environment.apply("XDG_CACHE_HOME");
    return xdg != null && Path.of(xdg).isAbsolute()
        ? Path.of(xdg, "forja")
        : Path.of(home, ".cache", "forja");
  }

  /**
   * Creates the folder, and removes partially written files of killed programs.
   *
   * @return the folder; null if it cannot be used, which is reported
   */
  static @Nullable Path open(Path folder, Consumer<String> notices) {
    try {
      Files.createDirectories(folder);
      Instant old = Instant.now().minus(ABANDONED);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".forja-*.tmp")) {
        for (Path file : left) {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
            Files.deleteIfExists(file);
          }
        }
      }
      return folder;
    } catch (IOException e) {
      notices.accept(
          "Nothing can be cached for the next time: the folder %s cannot be used."
              .formatted(folder));
      return null;
    }
  }
}
