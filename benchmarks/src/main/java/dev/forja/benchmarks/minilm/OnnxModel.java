package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The ONNX file of the model; ONNX Runtime loads a file fastest directly from the disk. */
final class OnnxModel {
  private static final String RESOURCE = "/all-minilm-l6-v2.onnx";

  private OnnxModel() {}

  static Path file() throws IOException {
    Path file = Targets.folder().resolve("all-minilm-l6-v2.onnx");
    try (InputStream in =
        Objects.requireNonNull(OnnxModel.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      if (!Files.exists(file)) {
        Path part = Files.createTempFile(Targets.folder(), "forja-", ".onnx");
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return file;
  }
}
