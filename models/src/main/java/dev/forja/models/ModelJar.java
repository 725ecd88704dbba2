package dev.forja.models;

import dev.forja.array.NdArray;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsFile;
import dev.forja.io.ShardedSafetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the folder of a model as a jar, which a project then depends on as on any other, and {@link
 * ModelFiles#onClassPath} finds. The weights are stored, not compressed, so that they are read as
 * fast as from a file. Stateless and therefore thread-safe.
 *
 * <pre>{@code
 * java -cp CLASS_PATH dev.forja.models.ModelJar FOLDER NAME FILE.jar
 * }</pre>
 */
public final class ModelJar {
  private static final long TIME = 1_767_225_600_000L; // equal files give equal jars

  private static final byte[] MANIFEST =
      "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private final String root;

  private ModelJar(Path folder, String name) {
    this.folder = folder;
    this.root = ClassPathFiles.ROOT + name + "/";
  }

  /**
   * Packs the model in the first argument under the name in the second, as the file in the third.
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: ModelJar FOLDER NAME FILE.jar");
      System.exit(2);
      return;
    }
    pack(Path.of(args[0]), args[1], Path.of(args[2]));
    System.out.printf(
        "%s: %,d bytes. Load it with ModelFiles.onClassPath(\"%s\").%n",
        args[2], Files.size(Path.of(args[2])), args[1]);
  }

  /**
   * Packs a model: its configurations, tokenizer, weights, licence and card. Shards become one
   * file.
   *
   * @param name letters, digits, {@code .}, {@code _} and {@code -}
   * @throws ModelFileException if a file is missing or cannot be read; the jar is not written then
   */
  public static void pack(Path folder, String name, Path jar) throws IOException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "the name of a model is '%s', but must have letters, digits, '.', '_' and '-' only"
              .formatted(name));
    }
    ModelFiles files = ModelFiles.inFolder(folder);
    files.config(ModelFiles.CONFIG);
    if (!files.has("tokenizer.json")) {
      throw new ModelLoadException(
          files.describe("tokenizer.json"),
          "is missing; write it in Python: AutoTokenizer.from_pretrained(folder)"
              + ".save_pretrained(folder)",
          null);
    }
    files.weights("").close();
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        new ModelJar(folder, name).write(zip);
      }
      Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(ZipOutputStream zip) throws IOException {
    add(zip, "META-INF/MANIFEST.MF", MANIFEST);
    try (Stream<Path> all = Files.walk(folder, 2)) {
      for (Path file :
          all.filter(Files::isRegularFile).filter(ModelJar::belongs).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(ModelFiles.INDEX)) {
          Path merged = merge(file);
          try {
            store(zip, name.substring(0, name.length() - ".index.json".length()), merged);
          } finally {
            Files.delete(merged);
          }
        } else if (name.endsWith(".safetensors")) {
          store(zip, name, file);
        } else {
          add(zip, root + name, Files.readAllBytes(file));
        }
      }
    }
  }

  private static boolean belongs(Path file) {
    String name = file.getFileName().toString();
    String upper = name.toUpperCase(Locale.ROOT);
    return name.equals(ModelFiles.WEIGHTS)
        || (name.endsWith(".json") && !name.endsWith(".onnx.json"))
        || name.endsWith(".jinja")
        || List.of("vocab.txt", "merges.txt").contains(name)
        || Stream.of("LICENSE", "LICENCE", "NOTICE", "README").anyMatch(upper::startsWith);
  }

  private static Path merge(Path index) throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    try (ShardedSafetensors shards = ShardedSafetensors.open(index)) {
      for (Map.Entry<String, SafetensorsFile> tensor : shards.tensors().entrySet()) {
        SafetensorsFile file = tensor.getValue();
        SafetensorsEntry entry = file.entry(tensor.getKey());
        arrays.put(
            entry.name(),
            entry.dtype().arrayType().isPresent()
                ? file.read(entry.name())
                : file.readFloat32(entry.name()));
      }
    }
    Path merged = Files.createTempFile("forja", ".safetensors");
    Safetensors.save(merged, arrays);
    return merged;
  }

  private void store(ZipOutputStream zip, String name, Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] chunk = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n; (n = in.read(chunk)) >= 0; ) {
        sum.update(chunk, 0, n);
      }
    }
    ZipEntry entry = entry(root + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Files.size(file));
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(TIME);
    return entry;
  }
}
