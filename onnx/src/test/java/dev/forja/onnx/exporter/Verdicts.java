package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the reference implementation of ONNX says of exported models: its full check with strict
 * inference of shapes. The tests need no Python: the verdicts are kept in a file, by a hash of the
 * model without the values of its weights. A model without a verdict fails the test that exports
 * it. CONTRIBUTING.md tells how to renew the file.
 */
final class Verdicts {
  private static final Path FILE = Path.of("src/test/onnx-verdicts/verdicts.tsv");

  /** A folder to which models are written, for a renewal of the file; null otherwise. */
  private static final @Nullable String FOLDER = System.getProperty("forja.onnx.models");

  private static final Map<String, String> KNOWN = read();

  private Verdicts() {}

  private static Map<String, String> read() {
    Map<String, String> known = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(FILE)) {
        String[] parts = line.split("\t", 2);
        known.put(parts[0], parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  /** Writes the model, if the verdicts are renewed; otherwise checks it. */
  static void require(byte[] bytes) throws IOException {
    ModelProto model = ModelProto.parseFrom(bytes);
    if (FOLDER != null) {
      Files.write(Path.of(FOLDER).resolve(hash(model) + ".onnx"), bytes);
    } else {
      check(model);
    }
  }

  /** Fails if the reference implementation has not accepted this model. */
  static void check(ModelProto model) {
    String hash = hash(model);
    String verdict = KNOWN.get(hash);
    if (verdict == null) {
      throw new AssertionError(
          "the reference implementation of ONNX has not judged this model yet, "
              + hash
              + ": renew "
              + FILE
              + ", as CONTRIBUTING.md says");
    }
    if (!verdict.equals("ok")) {
      throw new AssertionError("the reference implementation of ONNX rejects it: " + verdict);
    }
  }

  /** A hash of everything but the values of weights, which often are random. */
  private static String hash(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto tensor = graph.getInitializer(i);
      if (!tensor.getName().startsWith("/constant")) {
        graph.setInitializer(i, tensor.toBuilder().clearRawData());
      }
    }
    byte[] shape = model.toBuilder().setGraph(graph).build().toByteArray();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(shape);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
