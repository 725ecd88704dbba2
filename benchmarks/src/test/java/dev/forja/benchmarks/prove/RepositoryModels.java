package dev.forja.benchmarks.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sources of this repository that contain models: those of the demo, the tests and the
 * benchmarks.
 */
final class RepositoryModels {
  private static final List<String> ROOTS =
      List.of(
          "demo/src/main/java",
          "demo/src/test/java",
          "benchmarks/src/main/java",
          "runtime/src/test/java");

  private RepositoryModels() {}

  private static List<Path> roots() {
    return ROOTS.stream().map(root -> Path.of("..").resolve(root)).toList();
  }

  /** The folders in the form that the compiler takes. */
  static String sourcePath() {
    return String.join(java.io.File.pathSeparator, roots().stream().map(Path::toString).toList());
  }

  /** The sources by their paths in their folders. */
  static Map<String, String> sources() throws IOException {
    Map<String, String> models = new TreeMap<>();
    for (Path root : roots()) {
      List<Path> all = new ArrayList<>();
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(each -> each.toString().endsWith(".java")).forEach(all::add);
      }
      for (Path file : all) {
        String text = Files.readString(file);
        if (text.contains("  @Forward") && !file.endsWith("module-info.java")) {
          models.put(root.relativize(file).toString(), text);
        }
      }
    }
    return models;
  }
}
