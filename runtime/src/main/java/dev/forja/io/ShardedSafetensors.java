package dev.forja.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint of several safetensors files with an index that maps each tensor to its file: {@code
 * model.safetensors.index.json}, as Hugging Face writes it. All files are opened and checked at
 * once, and so is the index. Thread-safe.
 */
public final class ShardedSafetensors implements AutoCloseable {
  private static final String SUFFIX = ".safetensors.index.json";

  private final Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
  private final Map<String, SafetensorsFile> files = new HashMap<>();

  private ShardedSafetensors() {}

  /** Whether the name of a file is that of an index. */
  public static boolean isIndex(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  /** Opens the files that an index names, which must be in the same folder. */
  @SuppressWarnings("MustBeClosedChecker") // the returned object closes the files
  public static ShardedSafetensors open(Path index) throws SafetensorsException {
    ShardedSafetensors checkpoint = new ShardedSafetensors();
    try {
      for (Map.Entry<String, String> entry : IndexReader.read(index).entrySet()) {
        checkpoint.add(index, entry.getKey(), entry.getValue());
      }
      checkpoint.checkAllNamed(index);
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
      file = SafetensorsFile.open(beside(index, name, fileName));
      files.put(fileName, file);
    }
    if (!file.contains(name)) {
      throw SafetensorsException.inEntry(
          index,
          name,
          "it should be in %s, which has no tensor with this name"
              .formatted(SafetensorsException.quote(fileName)));
    }
    tensors.put(name, file);
  }

  private static Path beside(Path index, String name, String fileName) throws SafetensorsException {
    try {
      return index.resolveSibling(fileName);
    } catch (InvalidPathException e) {
      // The name is not valid Unicode, or not representable in the locale of this JVM.
      throw SafetensorsException.inEntry(
          index,
          name,
          "%s cannot be the name of a file here (%s); try a UTF-8 locale, such as LC_ALL=C.UTF-8"
              .formatted(SafetensorsException.quote(fileName), e.getReason()));
    }
  }

  /**
   * Checks that the index names every tensor of the files, since others would be silently omitted.
   */
  private void checkAllNamed(Path index) throws SafetensorsException {
    for (SafetensorsFile file : files.values()) {
      for (SafetensorsEntry entry : file.entries()) {
        if (tensors.get(entry.name()) != file) {
          throw SafetensorsException.inEntry(
              index,
              entry.name(),
              "it is in %s, but the index does not name it".formatted(file.path()));
        }
      }
    }
  }

  /** The file of each tensor, by the name of the tensor, in the order of the index. */
  public Map<String, SafetensorsFile> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Closes all files. */
  @Override
  public void close() {
    files.values().forEach(SafetensorsFile::close);
  }
}
