package dev.forja.tokenizers.json;

import dev.forja.json.JsonKind;
import dev.forja.json.JsonRules;
import dev.forja.json.JsonSyntaxException;
import dev.forja.json.JsonText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole document into maps, lists, strings, numbers, booleans and nulls. */
public final class JsonReader {
  private static final int MOST_LEVELS = 200;
  private static final int MOST_STRING = 100_000_000;

  private static final JsonRules RULES =
      new JsonRules(MOST_LEVELS, MOST_STRING, MOST_STRING, false, false);

  private JsonReader() {}

  /** Reads UTF-8 (or what its first bytes say) to its end; it is not closed. */
  public static Json read(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in);
    return read(new InputStreamReader(bytes, Encodings.of(bytes)));
  }

  /** Reads to the end; the reader is not closed. */
  public static Json read(Reader in) throws IOException {
    JsonText json = new JsonText(in, RULES);
    try {
      if (json.next() == JsonKind.END) {
        throw new JsonProblem(null, "the file is empty; it must be a JSON object", null);
      }
      Object value = value(json);
      if (json.next() != JsonKind.END) {
        throw problem(json.problem("there is text after the end of the JSON object"), "");
      }
      return new Json("", value);
    } catch (JsonSyntaxException e) {
      throw problem(e, "this is no JSON that can be read: ");
    }
  }

  private static JsonProblem problem(JsonSyntaxException e, String what) {
    return new JsonProblem("line " + e.line() + ", column " + e.column(), what + e.problem(), e);
  }

  private static @Nullable Object value(JsonText json) throws IOException {
    return switch (json.kind()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case STRING -> checked(json);
      case INTEGER -> json.isLong() ? (Object) json.toLong() : (Object) json.toDouble();
      case FRACTION -> json.toDouble();
      case TRUE -> true;
      case FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonText json) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (json.next() == JsonKind.NAME) {
      String name = checked(json);
      json.next();
      map.put(name, value(json));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonText json) throws IOException {
    List<@Nullable Object> list = new ArrayList<>(4);
    while (json.next() != JsonKind.END_ARRAY) {
      list.add(value(json));
    }
    return list;
  }

  /** Refuses halves of surrogate pairs, which are no characters. */
  private static String checked(JsonText json) throws IOException {
    String text = json.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          String half = "a string holds half of a surrogate pair, which is no character";
          throw problem(json.problem(half), "");
        }
        i++;
      }
    }
    return text;
  }
}
