package dev.forja.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint in several safetensors files beside an index that says which tensor lies in which:
 * {@code model.safetensors.index.json}, as Hugging Face writes it. All files are opened and checked
 * at once; the index is trusted no more than they are.
 */
public final class ShardedSafetensors implements AutoCloseable {
  private static final String SUFFIX = ".safetensors.index.json";

  private final Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
  private final Map<String, SafetensorsFile> files = new HashMap<>();

  private ShardedSafetensors() {}

  /** Whether a file is an index by its name. */
  public static boolean isIndex(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  /** Opens the files that an index names, which lie beside it. */
  @SuppressWarnings("MustBeClosedChecker") // the object that is returned closes the files
  public static ShardedSafetensors open(Path index) throws SafetensorsException {
    ShardedSafetensors checkpoint = new ShardedSafetensors();
    try {
      for (Map.Entry<String, String> entry : IndexReader.read(index).entrySet()) {
        checkpoint.add(index, entry.getKey(), entry.getValue());
      }
      return checkpoint;
    } catch (Throwable e) {
      checkpoint.close();
      throw e;
    }
  }

  private void add(Path index, String name, String fileName) throws SafetensorsException {
    SafetensorsFile file = files.get(fileName);
    if (file == null) {
      if (!fileName.matches("[^/\\\\:\\p{Cntrl}]+") || fileName.startsWith(".")) {
        throw SafetensorsException.inEntry(
            index,
            name,
            "%s is not the name of a file beside the index"
                .formatted(SafetensorsException.quote(fileName)));
      }
      file = SafetensorsFile.open(index.resolveSibling(fileName));
      files.put(fileName, file);
    }
    file.entry(name);
    tensors.put(name, file);
  }

  /** The file that each tensor lies in, by its name, in the order of the index. */
  public Map<String, SafetensorsFile> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Closes all files. */
  @Override
  public void close() {
    files.values().forEach(SafetensorsFile::close);
  }
}
