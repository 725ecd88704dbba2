package dev.forja.processor.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Sources as files in a separate directory, because messages of ecj refer only to files. */
final class DiskFiles extends MemoryFiles {
  private final Path directory;
  private final Path generated;

  DiskFiles(StandardJavaFileManager files) {
    super(files);
    try {
      directory = Files.createTempDirectory("fuzz");
      generated = Files.createDirectory(directory.resolve("-generated"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public JavaFileObject source(String path, String text) {
    return write(directory.resolve(path), text);
  }

  private JavaFileObject write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return fileManager.getJavaFileObjects(file).iterator().next();
  }

  @Override
  JavaFileObject generatedSource(String className) {
    return write(generated.resolve(className.replace('.', '/') + ".java"), "");
  }

  @Override
  String path(FileObject source) {
    Path path = Path.of(source.toUri());
    return (path.startsWith(generated) ? generated : directory).relativize(path).toString();
  }

  @Override
  public Map<String, String> generated() {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : walk(generated)) {
      if (file.toString().endsWith(".java")) {
        try {
          texts.put(generated.relativize(file).toString(), Files.readString(file));
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
    return texts;
  }

  @Override
  void clear() {
    for (Path file : walk(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.delete(file);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static List<Path> walk(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
