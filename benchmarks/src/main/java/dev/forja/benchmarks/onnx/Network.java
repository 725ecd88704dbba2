package dev.forja.benchmarks.onnx;

import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network in a file, and the inputs that it is timed on.
 *
 * @param label its name and its sizes
 * @param file the resource, or the name of the file in the folder of {@code FORJA_ONNX}
 * @param inputs the inputs by name
 */
record Network(String label, String file, Map<String, Tensor> inputs) {
  /** The variable that names the folder that {@code onnx/src/test/real/fetch} has filled. */
  static final String FOLDER = "FORJA_ONNX";

  /** A network on normal numbers. */
  static Network of(String label, String file, String input, int... shape) {
    Tensor x = Randoms.callWith(new Philox(5), () -> Tensor.randn(shape));
    return new Network(label, file, Map.of(input, x));
  }

  /** A transformer on token ids. */
  static Network text(String label, String file, int batch, int length) {
    Tensor ids =
        Randoms.callWith(
            new Philox(5), () -> Tensor.randint(1_000, 30_000, new int[] {batch, length}));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("input_ids", ids);
    inputs.put("attention_mask", Tensor.of(filled(batch * length), batch, length));
    inputs.put("token_type_ids", Tensor.of(new long[batch * length], batch, length));
    return new Network(label, file, inputs);
  }

  private static long[] filled(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Whether the file is there. */
  boolean isThere() {
    Path path = path();
    return Network.class.getResource("/" + file) != null || (path != null && Files.exists(path));
  }

  byte[] bytes() throws IOException {
    try (InputStream in = Network.class.getResourceAsStream("/" + file)) {
      if (in != null) {
        return in.readAllBytes();
      }
    }
    Path path = path();
    if (path == null) {
      throw new IOException(
          "%s is not on the class path, and %s is not set".formatted(file, FOLDER));
    }
    return Files.readAllBytes(path);
  }

  private @Nullable Path path() {
    String folder = System.getenv(FOLDER);
    return folder == null ? null : Path.of(folder, file);
  }
}
