package dev.forja.benchmarks.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file with one module without state, written without Python: a zip of the code of
 * the module, in the form that {@code torch.jit.save} writes, and of its empty state as pickle
 * bytes.
 */
final class TorchScript {
  /** The version of the operators' signatures; 10 is that of PyTorch 1.11 and newer. */
  private static final String OPERATORS = "10\n";

  /** Pickle protocol 2: a new {@code __torch__.M} with the state {}. */
  private static final String MODULE = "\u0080\u0002c__torch__\nM\n)\u0081}b.";

  /** Pickle protocol 2: an empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private static final String HEAD =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
      """;

  private TorchScript() {}

  /**
   * @param forward the method {@code forward(self: __torch__.M, ...)}, not indented
   */
  static InputStream module(String forward) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "m/data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "m/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "m/code/__torch__.py", (HEAD + forward.indent(2)).getBytes(StandardCharsets.UTF_8));
      put(zip, "m/version", OPERATORS.getBytes(StandardCharsets.UTF_8));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
