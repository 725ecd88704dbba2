package dev.forja.tokenizers.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.forja.json.JsonKind;
import dev.forja.json.JsonRules;
import dev.forja.json.JsonSyntaxException;
import dev.forja.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our reader of JSON beside Jackson's, on random and damaged documents. */
class JsonReaderTest {
  private static final int DOCUMENTS = 4_000;
  private static final String SPACES = " \n\r\t";
  private static final String DAMAGE = "{}[]:,\"\\ \n01-+.eEtfnuNI\u0001\u00e9\u007f/x";
  private static final JsonRules RULES = new JsonRules(200, 1 << 20, 1 << 20, false, false);
  private static final JsonFactory JACKSON = new JsonFactory();

  @Test
  void readsWhatJacksonReads() throws IOException {
    Random random = new Random(20_26);
    int refused = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder document = new StringBuilder();
      value(random, document, 0);
      for (int fault = random.nextInt(3); fault > 0; fault--) {
        int at = random.nextInt(document.length() + 1);
        char c = DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        switch (random.nextInt(3)) {
          case 0 -> document.insert(at, c);
          case 1 -> document.setLength(at);
          default -> document.replace(Math.max(0, at - 1), at, String.valueOf(c));
        }
      }
      String text = document.toString();
      List<String> expected = jackson(text);
      assertThat(ours(text)).as(text).isEqualTo(expected);
      refused += expected == null ? 1 : 0;
    }
    assertThat(refused).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
  }

  @Test
  void readsStringsAcrossTheEndOfItsBuffer() throws IOException {
    for (int before = 8_170; before < 8_200; before++) {
      String text = "[" + " ".repeat(before) + "\"caf\\u00e9 \ud83d\ude00\", -12.5e3]";
      assertThat(ours(text)).isEqualTo(jackson(text)).isNotNull();
    }
  }

  @Test
  void findsOutTheEncoding() throws IOException {
    String text = "{\"\u00e9\": [1, \"\ud83d\ude00\"]}";
    for (String name : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      for (String mark : List.of("", "\ufeff")) {
        byte[] bytes = (mark + text).getBytes(Charset.forName(name));
        Json json = JsonReader.read(new ByteArrayInputStream(bytes));
        assertThat(json.get("\u00e9").array()).as(name).hasSize(2);
      }
    }
    assertThat(JsonReader.read(new ByteArrayInputStream(new byte[] {'1'}))).isNotNull();
  }

  @Test
  void saysWhereAndWhatIsWrong() {
    assertThatThrownBy(() -> read("{\"a\": [1,\n  2 3]}"))
        .isInstanceOf(JsonProblem.class)
        .hasMessageContaining("Illegal character '3' (code 51): expected ',' or ']'")
        .satisfies(e -> assertThat(((JsonProblem) e).place()).isEqualTo("line 2, column 6"));
    assertThatThrownBy(() -> read("[\"\\ud800\"]")).hasMessageContaining("surrogate pair");
    assertThatThrownBy(() -> read("[".repeat(201)))
        .hasMessageContaining("Document nesting depth (201) exceeds the maximum allowed (200)");
    assertThatThrownBy(() -> read("1".repeat(1_001)))
        .hasMessageContaining("Number value length exceeds the maximum allowed (1000)");
    assertThatThrownBy(() -> read("[\"unfinished")).hasMessageContaining("Unexpected end");
    assertThatThrownBy(() -> read(" ")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> read("{} []")).hasMessageContaining("after the end");
  }

  private static Json read(String text) throws IOException {
    return JsonReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The pieces as texts; null for no JSON. */
  private static @Nullable List<String> ours(String text) throws IOException {
    JsonText json = new JsonText(new StringReader(text), RULES);
    List<String> pieces = new ArrayList<>();
    try {
      while (json.next() != JsonKind.END) {
        pieces.add(
            switch (json.kind()) {
              case NAME -> "name " + json.text();
              case STRING -> "string " + json.text();
              case INTEGER -> json.isLong() ? "number " + json.toLong() : "large " + json.text();
              case FRACTION -> "fraction " + json.toDouble();
              default -> json.kind().toString();
            });
      }
    } catch (JsonSyntaxException e) {
      return null;
    }
    return pieces;
  }

  private static @Nullable List<String> jackson(String text) throws IOException {
    List<String> pieces = new ArrayList<>();
    try (JsonParser json = JACKSON.createParser(new StringReader(text))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        pieces.add(
            switch (token) {
              case FIELD_NAME -> "name " + json.getText();
              case VALUE_STRING -> "string " + json.getText();
              case VALUE_NUMBER_INT ->
                  json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                      ? "large " + json.getText()
                      : "number " + json.getLongValue();
              case VALUE_NUMBER_FLOAT -> "fraction " + json.getDoubleValue();
              default -> token.name().replace("VALUE_", "");
            });
      }
    } catch (JsonProcessingException e) {
      return null;
    }
    return pieces;
  }

  private static void value(Random random, StringBuilder out, int level) {
    space(random, out);
    switch (random.nextInt(level > 4 ? 5 : 8)) {
      case 0 -> out.append(random.nextInt(-1_000, 1_000));
      case 1 -> out.append(random.nextLong()).append(random.nextBoolean() ? "" : "0");
      case 2 -> out.append(random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
      case 3 -> out.append(List.of("true", "false", "null").get(random.nextInt(3)));
      case 4 -> string(random, out);
      case 5 -> {
        out.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
          value(random, out, level + 1);
          out.append(i == 1 ? "" : ",");
        }
        out.append(']');
      }
      default -> {
        out.append('{');
        for (int i = random.nextInt(4); i > 0; i--) {
          space(random, out);
          string(random, out);
          space(random, out);
          out.append(':');
          value(random, out, level + 1);
          out.append(i == 1 ? "" : ",");
        }
        out.append('}');
      }
    }
    space(random, out);
  }

  private static void space(Random random, StringBuilder out) {
    if (random.nextInt(4) == 0) {
      out.append(SPACES.charAt(random.nextInt(SPACES.length())));
    }
  }

  private static void string(Random random, StringBuilder out) {
    List<String> pieces =
        List.of(
            "a", "##ing", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\u4e2d", "\ud83d\ude00", "'");
    out.append('"');
    for (int i = random.nextInt(5); i > 0; i--) {
      out.append(pieces.get(random.nextInt(pieces.size())));
    }
    out.append('"');
  }
}
