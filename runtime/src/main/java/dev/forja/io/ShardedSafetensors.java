package dev.forja.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint in several safetensors files beside an index that says which tensor lies in which:
 * {@code model.safetensors.index.json}, as Hugging Face writes it. All files are opened and checked
 * at once; the index is trusted no more than they are.
 *
 * <p>Several threads may read from it at once; close it when all of them are done.
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
          "it should be in %s, which has none of this name"
              .formatted(SafetensorsException.quote(fileName)));
    }
    tensors.put(name, file);
  }

  private static Path beside(Path index, String name, String fileName) throws SafetensorsException {
    try {
      return index.resolveSibling(fileName);
    } catch (InvalidPathException e) {
      // Not valid Unicode, or beyond what the locale of this JVM can name.
      throw SafetensorsException.inEntry(
          index,
          name,
          "%s cannot be the name of a file here (%s); try a UTF-8 locale, such as LC_ALL=C.UTF-8"
              .formatted(SafetensorsException.quote(fileName), e.getReason()));
    }
  }

  /** A tensor that lies in a file and not in the index would be left out without a word. */
  private void checkAllNamed(Path index) throws SafetensorsException {
    for (SafetensorsFile file : files.values()) {
      for (SafetensorsEntry entry : file.entries()) {
        if (tensors.get(entry.name()) != file) {
          throw SafetensorsException.inEntry(
              index,
              entry.name(),
              "it lies in %s, where the index does not name it".formatted(file.path()));
        }
      }
    }
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
