package dev.forja.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
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

/**
 * Reads the JSON of a header and checks its syntax and the type of each value. {@link Layout}
 * checks the positions of the tensors. The input is a stream, so a hostile length costs no memory.
 */
final class HeaderReader {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(
              JsonRecyclerPools
                  .nonRecyclingPool()) // otherwise each thread would keep our class loader alive
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names of tensors are not interned, because they should not outlive the file.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNameLength(Header.MAX_NAME)
                  .maxStringLength(Header.MAX_BYTES)
                  .build())
          .build();

  private final Path file;
  private final JsonParser json;

  private HeaderReader(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  static Header read(Path file, InputStream bytes) throws IOException {
    // The bytes are decoded here, because Jackson would also accept UTF-16 and UTF-32.
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    try (JsonParser json = JSON.createParser(text)) {
      return new HeaderReader(file, json).header();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(file, "the header is not UTF-8", e);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
      String where = at > 0 ? " (at character " + at + ")" : "";
      String problem = SafetensorsException.shorten(e.getOriginalMessage());
      throw new SafetensorsException(file, "the header is not valid JSON: " + problem + where, e);
    }
  }

  private Header header() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new SafetensorsException(file, "the header is not a JSON object");
    }
    Map<String, String> metadata = Map.of();
    List<SafetensorsEntry> entries = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(Header.METADATA)) {
        metadata = metadata();
      } else {
        entries.add(entry(name));
      }
    }
    if (json.nextToken() != null) {
      throw new SafetensorsException(file, "the header goes on after its JSON object");
    }
    return new Header(metadata, entries);
  }

  private Map<String, String> metadata() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return metadata; // null means no metadata, as in the reference implementation
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new SafetensorsException(file, Header.METADATA + " is not an object of strings");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw new SafetensorsException(
            file, Header.METADATA + ": " + SafetensorsException.quote(key) + " is not a string");
      }
      metadata.put(key, json.getText());
    }
    return metadata;
  }

  private SafetensorsEntry entry(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw fault(name, "its description is not an object");
    }
    SafetensorsType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> type = type(name);
        case "shape" -> shape = numbers(name, field);
        case "data_offsets" -> offsets = numbers(name, field);
        default -> json.skipChildren(); // as in the reference implementation
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
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw fault(name, "dtype is not a string");
    }
    String type = json.getText();
    return SafetensorsType.named(type)
        .orElseThrow(
            () -> fault(name, "dtype " + SafetensorsException.quote(type) + " is not known"));
  }

  private long[] numbers(String name, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw fault(name, field + " is not an array");
    }
    long[] numbers = new long[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw fault(name, field + " contains something other than integers");
      }
      if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
        String number = SafetensorsException.shorten(json.getText());
        throw fault(name, "%s: %s is negative or too large".formatted(field, number));
      }
      if (count == Header.MAX_RANK) {
        throw fault(name, "%s has more than %d numbers".formatted(field, Header.MAX_RANK));
      }
      numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
      numbers[count++] = json.getLongValue();
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
