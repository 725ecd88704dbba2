package dev.forja.tokenizers.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole document into maps, lists, strings, numbers, booleans and nulls. */
public final class JsonReader {
  private static final int MOST_LEVELS = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private JsonReader() {}

  /** Reads UTF-8 (or what its first bytes say) to its end; it is not closed. */
  public static Json read(InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      return document(parser);
    }
  }

  /** Reads to the end; the reader is not closed. */
  public static Json read(Reader in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      return document(parser);
    }
  }

  private static Json document(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonProblem(null, "the file is empty; it must be a JSON object", null);
      }
      Object value = value(parser, first, 0);
      if (parser.nextToken() != null) {
        throw new JsonProblem(line(parser), "there is text after the end of the JSON object", null);
      }
      return new Json("", value);
    } catch (StreamReadException | StreamConstraintsException e) {
      throw new JsonProblem(
          line(parser), "this is no JSON that can be read: " + e.getOriginalMessage(), e);
    }
  }

  private static String line(JsonParser parser) {
    return "line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr();
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token, int level)
      throws IOException {
    if (level > MOST_LEVELS) {
      throw new JsonProblem(
          line(parser), "values are nested more than " + MOST_LEVELS + " deep", null);
    }
    return switch (token) {
      case START_OBJECT -> object(parser, level);
      case START_ARRAY -> array(parser, level);
      case VALUE_STRING -> checked(parser, parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonProblem(line(parser), "this is no JSON value", null);
    };
  }

  private static Object integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int level)
      throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = checked(parser, parser.currentName());
      map.put(name, value(parser, parser.nextToken(), level + 1));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser parser, int level) throws IOException {
    List<@Nullable Object> list = new ArrayList<>(4);
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      list.add(value(parser, t, level + 1));
    }
    return list;
  }

  /** Refuses halves of surrogate pairs, which are no characters. */
  private static String checked(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new JsonProblem(
              line(parser), "a string holds half of a surrogate pair, which is no character", null);
        }
        i++;
      }
    }
    return text;
  }
}
