package dev.forja.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a model, by their names inside its folder, as a broadcast takes them along. */
final class ModelBytes implements Serializable {
  private static final String WEIGHTS = "model.safetensors";

  private final TreeMap<String, byte[]> files;
  private final String hash;

  private ModelBytes(SortedMap<String, byte[]> files) {
    this.files = new TreeMap<>(files);
    this.hash = hash(files);
  }

  /** A number for the contents: equal contents have equal ones. */
  String hash() {
    return hash;
  }

  private static String hash(Map<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JDK has it
    }
  }

  /** The files of a model: of a folder, or one file of weights. */
  record Listing(FileSystem system, SortedMap<String, FileStatus> files) {
    /** A text that changes with the files, without reading them. */
    String version() {
      StringBuilder text = new StringBuilder();
      files.forEach(
          (name, file) ->
              text.append(
                  "%s %d %d;"
                      .formatted(file.getPath(), file.getLen(), file.getModificationTime())));
      return text.toString();
    }

    ModelBytes read() throws IOException {
      SortedMap<String, byte[]> all = new TreeMap<>();
      for (Map.Entry<String, FileStatus> file : files.entrySet()) {
        long length = file.getValue().getLen();
        if (length > Integer.MAX_VALUE - 8) {
          throw new IOException(
              "%s has %,d bytes, and Spark takes along at most 2 GB of a file: put the model on each"
                      .formatted(file.getValue().getPath(), length)
                  + " machine and name its folder with local:, or divide the weights into shards");
        }
        try (InputStream in = system.open(file.getValue().getPath())) {
          all.put(file.getKey(), in.readAllBytes());
        }
      }
      return new ModelBytes(all);
    }

    void copyTo(Path folder, Configuration hadoop) throws IOException {
      FileSystem target = folder.getFileSystem(hadoop);
      for (Map.Entry<String, FileStatus> file : files.entrySet()) {
        Path to = new Path(folder, file.getKey());
        target.mkdirs(to.getParent());
        try (InputStream in = system.open(file.getValue().getPath());
            var out = target.create(to, true)) {
          in.transferTo(out);
        }
      }
    }
  }

  /**
   * Lists the files of a model.
   *
   * @param where a folder, or a file of weights, in any file system of Hadoop
   */
  static Listing list(String where, Configuration hadoop) throws IOException {
    String plain =
        where.startsWith("local:") ? "file:" + where.substring("local:".length()) : where;
    Path path = new Path(plain);
    FileSystem system = path.getFileSystem(hadoop);
    if (!system.exists(path)) {
      throw new IOException("there is no folder or file " + where + " for the model");
    }
    SortedMap<String, FileStatus> files = new TreeMap<>();
    FileStatus status = system.getFileStatus(path);
    if (!status.isDirectory()) {
      files.put(WEIGHTS, status);
      return new Listing(system, files);
    }
    for (FileStatus file : system.listStatus(path)) {
      if (!file.isDirectory()) {
        add(files, "", file);
        continue;
      }
      for (FileStatus inside : system.listStatus(file.getPath())) {
        if (!inside.isDirectory()) {
          add(files, file.getPath().getName() + "/", inside);
        }
      }
    }
    return new Listing(system, files);
  }

  private static void add(Map<String, FileStatus> files, String folder, FileStatus file) {
    String name = file.getPath().getName();
    String upper = name.toUpperCase(Locale.ROOT);
    if (List.of(".json", ".txt", ".safetensors").stream().anyMatch(name::endsWith)
        || Stream.of("LICENSE", "LICENCE", "NOTICE", "README").anyMatch(upper::startsWith)) {
      files.put(folder + name, file);
    }
  }

  void writeTo(java.nio.file.Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      java.nio.file.Path to = folder.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
  }

  /** Deletes a folder of this machine with all that is in it. */
  static void delete(java.nio.file.Path folder) throws IOException {
    List<java.nio.file.Path> all;
    try (Stream<java.nio.file.Path> walk = Files.walk(folder)) {
      all = new ArrayList<>(walk.toList());
    }
    all.sort(Comparator.reverseOrder());
    for (java.nio.file.Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
