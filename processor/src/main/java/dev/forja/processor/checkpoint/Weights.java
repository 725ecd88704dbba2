package dev.forja.processor.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the header of a weight file.
 *
 * @param shapes the sizes of each tensor
 * @param aliases names of tensors that are stored under another name, from the metadata
 */
public record Weights(Map<String, List<Integer>> shapes, Map<String, String> aliases) {
  private static final int PREFIX = Long.BYTES;
  private static final int MOST_BYTES = 100_000_000; // the limit of the reference implementation
  private static final int MOST_RANK = 1_000;
  private static final String INDEX = ".index.json";

  /** Reads a safetensors file, or the index of a sharded one and the files next to it. */
  public static Weights read(Path file) throws UnreadableException {
    try {
      return file.toString().endsWith(INDEX) ? sharded(file) : single(file);
    } catch (IOException failure) {
      throw new UnreadableException(Damage.UNREADABLE, failure);
    }
  }

  private static Weights single(Path file) throws IOException, UnreadableException {
    long rest = size(file) - PREFIX;
    if (rest < 0) {
      throw new UnreadableException(Damage.SHORT, rest + PREFIX);
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      long length =
          ByteBuffer.wrap(bytes.readNBytes(PREFIX)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 0 || length > rest) {
        throw new UnreadableException(Damage.HEADER_BEYOND, Long.toUnsignedString(length), rest);
      } else if (length > MOST_BYTES) {
        throw new UnreadableException(Damage.TOO_LONG, length, MOST_BYTES);
      }
      return header(text(bytes.readNBytes((int) length)));
    }
  }

  private static long size(Path file) throws IOException, UnreadableException {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableException(Damage.NO_FILE);
    }
    return Files.size(file);
  }

  private static String text(byte[] bytes) throws UnreadableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      throw new UnreadableException(Damage.NOT_UTF8);
    }
  }

  private static Weights header(String text) throws UnreadableException {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    Map<String, String> metadata = new HashMap<>();
    JsonReader json = new JsonReader(text);
    json.object(
        name -> {
          if (!name.equals("__metadata__")) {
            shapes.put(name, tensor(json, name));
          } else if (json.isNext('{')) {
            json.object(key -> metadata.put(key, json.string()));
          } else {
            json.skip();
          }
        });
    json.end();
    metadata.values().retainAll(shapes.keySet());
    metadata.keySet().removeAll(shapes.keySet());
    return new Weights(shapes, metadata);
  }

  private static List<Integer> tensor(JsonReader json, String name) throws UnreadableException {
    Map<String, List<Integer>> read = new HashMap<>();
    json.object(
        key -> {
          switch (key) {
            case "shape" -> read.put(key, sizes(json, name));
            case "dtype" -> {
              json.string();
              read.put(key, List.of());
            }
            case "data_offsets" -> {
              json.array(json::number);
              read.put(key, List.of());
            }
            default -> json.skip(); // as in the reference implementation
          }
        });
    for (String key : List.of("dtype", "shape", "data_offsets")) {
      if (!read.containsKey(key)) {
        throw new UnreadableException(Damage.INCOMPLETE, name, key);
      }
    }
    return read.getOrDefault("shape", List.of());
  }

  private static List<Integer> sizes(JsonReader json, String name) throws UnreadableException {
    List<Integer> sizes = new ArrayList<>();
    json.array(
        () -> {
          String number = json.number();
          if (!number.matches("\\d{1,10}") || Long.parseLong(number) > Integer.MAX_VALUE) {
            throw new UnreadableException(Damage.NUMBER, name);
          }
          sizes.add(Integer.parseInt(number));
          if (sizes.size() > MOST_RANK) {
            throw new UnreadableException(Damage.RANK, name, MOST_RANK);
          }
        });
    return List.copyOf(sizes);
  }

  private static Weights sharded(Path index) throws IOException, UnreadableException {
    if (size(index) > MOST_BYTES) {
      throw new UnreadableException(Damage.TOO_LONG, size(index), MOST_BYTES);
    }
    Map<String, String> files = parts(text(Files.readAllBytes(index)));
    Map<String, Weights> read = new HashMap<>();
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : files.entrySet()) {
      String name = each.getValue();
      Weights part = read.get(name);
      if (part == null) {
        part = single(beside(index, name));
        read.put(name, part);
      }
      List<Integer> shape = part.shapes().get(each.getKey());
      if (shape == null) {
        throw new UnreadableException(Damage.NOT_IN_PART, each.getKey(), name);
      }
      shapes.put(each.getKey(), shape);
    }
    return new Weights(shapes, Map.of());
  }

  private static Map<String, String> parts(String text) throws UnreadableException {
    Map<String, String> files = new LinkedHashMap<>();
    boolean[] found = {false};
    JsonReader json = new JsonReader(text);
    json.object(
        name -> {
          if (name.equals("weight_map")) {
            json.object(tensor -> files.put(tensor, json.string()));
            found[0] = true;
          } else {
            json.skip();
          }
        });
    json.end();
    if (!found[0]) {
      throw new UnreadableException(Damage.NO_MAP);
    }
    return files;
  }

  private static Path beside(Path index, String name) throws UnreadableException {
    Path file = null;
    if (name.matches("[^/\\\\:\\p{Cntrl}]+") && !name.startsWith(".")) {
      file = resolved(index, name);
    }
    if (file == null) {
      throw new UnreadableException(Damage.PART_NAME, name);
    } else if (!Files.exists(file)) {
      throw new UnreadableException(Damage.PART_ABSENT, name);
    }
    return file;
  }

  private static @Nullable Path resolved(Path index, String name) {
    try {
      return index.resolveSibling(name);
    } catch (InvalidPathException other) {
      return null;
    }
  }
}
