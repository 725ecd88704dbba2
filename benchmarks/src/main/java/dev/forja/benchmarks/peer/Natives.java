package dev.forja.benchmarks.peer;

import dev.forja.benchmarks.harness.Targets;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Shared libraries from jars on the class path, unpacked once below {@code target}. */
final class Natives {
  private Natives() {}

  /**
   * Unpacks these files from a folder of a jar into one folder, unless that was done before.
   *
   * @param name the folder below {@code target/natives}, with the version of the library
   */
  static Path unpack(String name, String folder, List<String> files) throws IOException {
    Path target = Files.createDirectories(Targets.folder().resolve("natives").resolve(name));
    for (String file : files) {
      if (Files.notExists(target.resolve(file))) {
        unpack(folder + "/" + file, target, file);
      }
    }
    return target;
  }

  private static void unpack(String resource, Path target, String file) throws IOException {
    try (InputStream in = Natives.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(
            resource + " is not on the class path; the peers run on Linux x86-64 only");
      }
      Path part = Files.createTempFile(target, file, ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
