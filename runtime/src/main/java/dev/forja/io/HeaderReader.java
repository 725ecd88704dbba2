package dev.forja.io;

import dev.forja.json.JsonKind;
import dev.forja.json.JsonRules;
import dev.forja.json.JsonSyntaxException;
import dev.forja.json.JsonText;
import dev.forja.op.Ints;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON of a header and checks its syntax and the type of each value. {@link Layout}
 * checks the positions of the tensors. The input is a stream, so a hostile length costs no memory.
 */
final class HeaderReader {
  static final JsonRules RULES = new JsonRules(8, Header.MAX_NAME, Header.MAX_BYTES, true, false);

  private final Path file;
  private final JsonText json;

  private HeaderReader(Path file, JsonText json) {
    this.file = file;
    this.json = json;
  }

  static Header read(Path file, InputStream bytes) throws IOException {
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    try {
      return new HeaderReader(file, new JsonText(text, RULES)).header();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(file, "the header is not UTF-8", e);
    } catch (JsonSyntaxException e) {
      String where = e.position() > 0 ? " (at character " + e.position() + ")" : "";
      String problem = SafetensorsException.shorten(e.problem());
      throw new SafetensorsException(file, "the header is not valid JSON: " + problem + where, e);
    }
  }

  private Header header() throws IOException {
    if (json.next() != JsonKind.START_OBJECT) {
      throw new SafetensorsException(file, "the header is not a JSON object");
    }
    Map<String, String> metadata = Map.of();
    List<SafetensorsEntry> entries = new ArrayList<>();
    while (json.next() == JsonKind.NAME) {
      String name = json.text();
      json.next();
      if (name.equals(Header.METADATA)) {
        metadata = metadata();
      } else {
        entries.add(entry(name));
      }
    }
    if (json.next() != JsonKind.END) {
      throw new SafetensorsException(file, "the header goes on after its JSON object");
    }
    return new Header(metadata, entries);
  }

  private Map<String, String> metadata() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (json.kind() == JsonKind.NULL) {
      return metadata; // null means no metadata, as in the reference implementation
    }
    if (json.kind() != JsonKind.START_OBJECT) {
      throw new SafetensorsException(file, Header.METADATA + " is not an object of strings");
    }
    while (json.next() == JsonKind.NAME) {
      String key = json.text();
      if (json.next() != JsonKind.STRING) {
        throw new SafetensorsException(
            file, Header.METADATA + ": " + SafetensorsException.quote(key) + " is not a string");
      }
      metadata.put(key, json.text());
    }
    return metadata;
  }

  private SafetensorsEntry entry(String name) throws IOException {
    if (json.kind() != JsonKind.START_OBJECT) {
      throw fault(name, "its description is not an object");
    }
    SafetensorsType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.next() == JsonKind.NAME) {
      String field = json.text();
      json.next();
      switch (field) {
        case "dtype" -> type = type(name);
        case "shape" -> shape = numbers(name, field);
        case "data_offsets" -> offsets = numbers(name, field);
        default -> json.skip(); // as in the reference implementation
      }
    }
    if (type == null || shape == null || offsets == null) {
      String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw fault(name, missing + " is missing");
    }
    if (offsets.length != 2) {
      throw fault(name, "data_offsets has %d numbers, not 2".formatted(offsets.length));
    }
    return new SafetensorsEntry(name, type, Ints.of(sizes(name, shape)), offsets[0], offsets[1]);
  }

  private SafetensorsType type(String name) throws IOException {
    if (json.kind() != JsonKind.STRING) {
      throw fault(name, "dtype is not a string");
    }
    String type = json.text();
    Optional<SafetensorsType> known = SafetensorsType.named(type);
    if (known.isEmpty()) {
      throw fault(name, "dtype " + SafetensorsException.quote(type) + " is not known");
    }
    return known.get();
  }

  private long[] numbers(String name, String field) throws IOException {
    if (json.kind() != JsonKind.START_ARRAY) {
      throw fault(name, field + " is not an array");
    }
    long[] numbers = new long[4];
    int count = 0;
    while (json.next() != JsonKind.END_ARRAY) {
      if (json.kind() != JsonKind.INTEGER) {
        throw fault(name, field + " contains something other than integers");
      }
      if (!json.isLong() || json.toLong() < 0) {
        String number = SafetensorsException.shorten(json.text());
        throw fault(name, "%s: %s is negative or too large".formatted(field, number));
      }
      if (count == Header.MAX_RANK) {
        throw fault(name, "%s has more than %d numbers".formatted(field, Header.MAX_RANK));
      }
      numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
      numbers[count++] = json.toLong();
    }
    return Arrays.copyOf(numbers, count);
  }

  private int[] sizes(String name, long[] shape) throws SafetensorsException {
    int[] sizes = new int[shape.length];
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] > Integer.MAX_VALUE) {
        throw fault(name, "shape: size %d at dimension %d exceeds 2^31 - 1".formatted(shape[d], d));
      }
      sizes[d] = (int) shape[d];
    }
    return sizes;
  }

  private SafetensorsException fault(String name, String problem) {
    return SafetensorsException.inEntry(file, name, problem);
  }
}
