package dev.forja.processor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs javac as a user does: on the command line, with the processor in a jar. */
final class CommandLine {
  private CommandLine() {}

  /** The messages of javac, and the generated sources. */
  record Result(String messages, Map<String, String> generated) {}

  /** Compiles with the processor on the path that {@code option} names. */
  static Result javac(Path work, String option, List<Path> files) throws Exception {
    return javac(work, option, ClassPath.ofProcessor(), files);
  }

  /**
   * Compiles with the processor and only those of its dependencies that are in {@code processor}.
   */
  static Result javac(Path work, String option, List<Path> processor, List<Path> files)
      throws Exception {
    Path generated = Files.createDirectories(work.resolve("sources"));
    List<Path> path = new ArrayList<>(processor);
    path.set(0, jar(path.getFirst(), work.resolve("forja-processor.jar")));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-Xlint:all,-processing",
                "-Werror",
                option,
                ClassPath.joined(path),
                "-cp",
                ClassPath.joined(ClassPath.ofCases()),
                "-d",
                Files.createDirectories(work.resolve("classes")).toString(),
                "-s",
                generated.toString()));
    files.forEach(file -> command.add(file.toString()));
    Path out = work.resolve("messages");
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start()
        .waitFor();
    return new Result(Files.readString(out), Compiled.texts(generated));
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path entry = zip.getPath("/").resolve(classes.relativize(file).toString());
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry);
      }
    }
    return jar;
  }
}
