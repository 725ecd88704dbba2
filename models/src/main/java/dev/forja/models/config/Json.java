package dev.forja.models.config;

import dev.forja.json.JsonKind;
import dev.forja.json.JsonRules;
import dev.forja.json.JsonSyntaxException;
import dev.forja.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, strings, numbers and booleans. */
final class Json {
  private static final int MOST_CHARACTERS = 64 << 20;

  private static final JsonRules RULES =
      new JsonRules(64, 50_000, MOST_CHARACTERS, true, true); // Python writes NaN and Infinity

  private Json() {}

  /** The value that a file consists of. */
  static @Nullable Object read(String file, InputStream in) throws IOException {
    JsonText json =
        new JsonText(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), RULES);
    try (in) {
      if (json.next() == JsonKind.END) {
        throw new ModelConfigException(file, "is empty");
      }
      Object value = value(json);
      if (json.next() != JsonKind.END) {
        throw new ModelConfigException(file, "goes on after its JSON value");
      }
      return value;
    } catch (CharacterCodingException _) {
      throw new ModelConfigException(file, "is not UTF-8");
    } catch (JsonSyntaxException e) {
      throw new ModelConfigException(
          file,
          "is not valid JSON: %s (line %d, column %d)"
              .formatted(e.problem(), e.line(), e.column()));
    }
  }

  private static @Nullable Object value(JsonText json) throws IOException {
    if (json.position() > MOST_CHARACTERS) {
      throw json.problem("Document length exceeds the maximum allowed (" + MOST_CHARACTERS + ")");
    }
    return switch (json.kind()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> list(json);
      case STRING -> json.text();
      case INTEGER -> integer(json);
      case FRACTION -> json.toDouble();
      case TRUE -> true;
      case FALSE -> false;
      default -> null;
    };
  }

  private static Number integer(JsonText json) {
    if (!json.isLong()) {
      return new BigInteger(json.text());
    }
    long value = json.toLong();
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private static Map<String, @Nullable Object> object(JsonText json) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (json.next() != JsonKind.END_OBJECT) {
      String name = json.text();
      json.next();
      object.put(name, value(json));
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonText json) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (json.next() != JsonKind.END_ARRAY) {
      list.add(value(json));
    }
    return list;
  }
}
