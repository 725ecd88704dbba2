package dev.forja.processor.builds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Copies, packs and deletes directories. */
final class Directories {
  private Directories() {}

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Copies texts and replaces {@code @name@} by the value with that name. */
  static void copy(Path from, Path to, Map<String, String> values) throws IOException {
    for (Path file : files(from)) {
      String text = Files.readString(file);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    }
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Writes a jar of class files; if they are already in a jar, it is copied. */
  static void jar(Path classes, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, jar);
      return;
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out)) {
      for (Path file : files(classes)) {
        to.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, to);
        to.closeEntry();
      }
    }
  }
}
