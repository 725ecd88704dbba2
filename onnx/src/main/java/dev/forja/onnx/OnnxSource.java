package dev.forja.onnx;

import dev.forja.io.Safetensors;
import dev.forja.onnx.source.SourceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import javax.lang.model.SourceVersion;

/**
 * Writes an ONNX file as source that you own: model classes by the scopes of the file's nodes,
 * repeated blocks as one class, and their weights as safetensors. The classes need the processor;
 * they compute the bits that {@link OnnxModel} does with its default options.
 *
 * <pre>{@code
 * OnnxSource.read(Path.of("ocr.onnx"), "com.acme.ocr", "Ocr").write(Path.of("src/main/java"));
 * // and later
 * Ocr model = Ocr.of();
 * model.load(Path.of("src/main/java/com/acme/ocr/ocr.safetensors"));
 * model.eval();
 * }</pre>
 *
 * <p>Immutable, and therefore safe for use by many threads.
 */
public final class OnnxSource {
  private final String pack;
  private final String name;
  private final SourceWriter source;

  private OnnxSource(String pack, String name, SourceWriter source) {
    this.pack = pack;
    this.name = name;
    this.source = source;
  }

  /**
   * Reads a file, and the files beside it in which it keeps values.
   *
   * @param pack the package of the classes
   * @param name the name of the class that is called; the classes that you would change end in
   *     {@code Model}
   * @throws OnnxException if the file cannot be read, or holds what cannot be written as source;
   *     the message names the nodes
   */
  public static OnnxSource read(Path file, String pack, String name) throws OnnxException {
    check(pack, name);
    return new OnnxSource(pack, name, ModelReader.source(file, pack, name));
  }

  /**
   * Reads a stream to its end, for example a resource.
   *
   * @param file the name in messages
   * @throws OnnxException as for {@link #read(Path, String, String)}
   */
  public static OnnxSource read(String file, InputStream in, String pack, String name)
      throws OnnxException {
    check(pack, name);
    return new OnnxSource(pack, name, ModelReader.source(file, in, pack, name));
  }

  private static void check(String pack, String name) {
    if (!SourceVersion.isName(pack) || !pack.equals(pack.strip())) {
      throw new IllegalArgumentException(
          "the package '%s' is no name of Java: give one such as com.acme.ocr".formatted(pack));
    }
    if (!name.matches("[A-Z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException(
          "the class '%s' is no name of a class: give one such as Ocr".formatted(name));
    }
  }

  /** The text of each file of source, by its name, the class for the whole model first. */
  public SequencedMap<String, String> files() {
    return source.files();
  }

  /** The name of the file of weights. */
  public String weightsFile() {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + ".safetensors";
  }

  /**
   * Writes the files into the folder of their package, below a folder of sources. Files that are
   * there are replaced.
   *
   * @return the files, the weights last
   * @throws IOException if they cannot be written
   */
  public List<Path> write(Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve(pack.replace('.', '/')));
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
      written.add(path);
    }
    Path weights = home.resolve(weightsFile());
    Safetensors.save(weights, source.weights());
    written.add(weights);
    return written;
  }
}
