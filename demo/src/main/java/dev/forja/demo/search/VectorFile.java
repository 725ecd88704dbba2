package dev.forja.demo.search;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a corpus, kept in a safetensors file. Its name and its metadata hold a hash of the
 * model and of all passages: another model or a changed corpus is another file. Damage is found by
 * a checksum.
 */
final class VectorFile {
  private static final String TENSOR = "vectors";
  private static final int NAME = 16;

  private final Path path;
  private final String key;
  private final int count;

  /**
   * A file of a folder.
   *
   * @param model the id of the model
   */
  VectorFile(Path folder, String model, Corpus corpus) {
    key = key(model, corpus);
    path = folder.resolve("vectors-" + key.substring(0, NAME) + ".safetensors");
    count = corpus.passages().size();
  }

  private static String key(String model, Corpus corpus) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    digest.update("%s %d".formatted(model, MiniLm.MOST_TOKENS).getBytes(StandardCharsets.UTF_8));
    for (Passage passage : corpus.passages()) {
      byte[] text = passage.text().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
      digest.update(text);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  Path path() {
    return path;
  }

  /** What was kept; null if nothing was, or nothing that can be used, which is then said. */
  float @Nullable [] read(Consumer<String> notices) {
    if (!Files.exists(path)) {
      return null;
    }
    String problem;
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      NdArray array = file.read(TENSOR);
      boolean fits =
          array.dtype() == DType.F32
              && array.rank() == 2
              && array.size(0) == count
              && array.size(1) == MiniLm.WIDTH
              && key.equals(file.metadata().get("key"));
      if (fits && checksum(array.floats()).equals(file.metadata().get("crc32c"))) {
        return array.floats();
      }
      problem = path + (fits ? ": the checksum is wrong" : ": it holds something else");
    } catch (SafetensorsException e) {
      problem = String.valueOf(e.getMessage());
    }
    notices.accept("The vectors that were kept are damaged, so they are made anew: " + problem);
    return null;
  }

  /** Keeps vectors; where that fails, it is said, and nothing else is lost. */
  void write(float[] vectors, Consumer<String> notices) {
    NdArray array = NdArray.dense(Storage.of(vectors), count, MiniLm.WIDTH);
    try {
      Safetensors.save(
          path, Map.of(TENSOR, array), Map.of("key", key, "crc32c", checksum(vectors)));
    } catch (SafetensorsException e) {
      notices.accept("The vectors cannot be kept for the next time: " + e.getMessage());
    }
  }

  private static String checksum(float[] vectors) {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * MiniLm.WIDTH);
    for (int from = 0; from < vectors.length; from += MiniLm.WIDTH) {
      bytes.clear();
      bytes.asFloatBuffer().put(vectors, from, MiniLm.WIDTH);
      crc.update(bytes);
    }
    return Long.toHexString(crc.getValue());
  }
}
