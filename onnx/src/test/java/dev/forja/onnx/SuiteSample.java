package dev.forja.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Small cases that are kept with the sources. */
final class SuiteSample {
  /** Those of ONNX's own suite of tests. */
  static final Path SUITE = Path.of("src/test/onnx-suite/cases.zip");

  /** Others, with what ONNX Runtime computes; see {@code generate.py} beside them. */
  static final Path OTHERS = Path.of("src/test/onnx-cases/cases.zip");

  private SuiteSample() {}

  static List<SuiteCase> cases(Path file) throws IOException {
    Map<String, Map<String, byte[]>> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        int slash = entry.getName().indexOf('/');
        files
            .computeIfAbsent(entry.getName().substring(0, slash), _ -> new LinkedHashMap<>())
            .put(entry.getName().substring(slash + 1), zip.getInputStream(entry).readAllBytes());
      }
    }
    List<SuiteCase> cases = new ArrayList<>();
    files.forEach(
        (name, parts) ->
            cases.add(
                new SuiteCase(
                    name,
                    part(parts, "model.onnx"),
                    list(parts, "input_"),
                    list(parts, "output_"))));
    return cases;
  }

  private static List<byte[]> list(Map<String, byte[]> parts, String prefix) {
    List<byte[]> list = new ArrayList<>();
    for (int i = 0; parts.containsKey(prefix + i + ".pb"); i++) {
      list.add(part(parts, prefix + i + ".pb"));
    }
    return list;
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }
}
