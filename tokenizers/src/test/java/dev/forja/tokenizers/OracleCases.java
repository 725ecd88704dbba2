package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cases that Hugging Face's library has judged: lines of JSON, each either a tokenizer ({@code
 * tokenizer} or {@code file}) or a text with what the library made of it. Written by {@code
 * src/test/oracle/cases.py}.
 */
final class OracleCases {
  private int compared;
  private final List<String> differences = new ArrayList<>();
  private @Nullable Tokenizer tokenizer;
  private String name = "";

  /** Compares all cases of a file that is compressed by gzip. */
  static OracleCases compare(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return compare(in);
    }
  }

  static OracleCases compare(InputStream compressed) throws IOException {
    OracleCases cases = new OracleCases();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(compressed), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        cases.line(JsonReader.read(new StringReader(line)));
      }
    }
    return cases;
  }

  int compared() {
    return compared;
  }

  List<String> differences() {
    return differences;
  }

  private void line(Json json) throws IOException {
    if (json.has("tokenizer")) {
      name = json.get("tokenizer").text();
      tokenizer = Tokenizer.read(new StringReader(name), "case");
    } else if (json.has("file")) {
      name = json.get("file").text();
      tokenizer = Tokenizer.load(Path.of(name));
    } else {
      compare(json);
    }
  }

  private void compare(Json json) {
    compared++;
    String text = json.get("text").text();
    String expected = expected(json);
    String found;
    try {
      Tokenizer now = java.util.Objects.requireNonNull(tokenizer);
      EncodeOptions options =
          EncodeOptions.defaults()
              .withoutTruncation()
              .withoutPadding()
              .withSpecialTokens(json.get("special").bool());
      Encoding encoding =
          json.has("pair")
              ? now.encode(text, json.get("pair").text(), options)
              : now.encode(text, options);
      found = found(encoding, now, json);
    } catch (RuntimeException | StackOverflowError e) {
      found = e.toString();
    }
    if (!found.equals(expected)) {
      differences.add(
          "%s%ntext     %s%nexpected %s%nfound    %s"
              .formatted(
                  name.length() > 3000 ? name.substring(0, 3000) : name, text, expected, found));
    }
  }

  private static String expected(Json json) {
    StringBuilder all = new StringBuilder();
    for (String key :
        List.of("ids", "types", "spans", "words", "mask", "tokens", "decoded", "plain")) {
      if (json.has(key)) {
        all.append(key).append(' ').append(show(json.get(key))).append(' ');
      }
    }
    return all.toString();
  }

  private static Object show(Json json) {
    return json.isText() ? json.text() : json.elements();
  }

  private static String found(Encoding encoding, Tokenizer tokenizer, Json json) {
    StringBuilder all = new StringBuilder();
    add(all, json, "ids", encoding.ids());
    add(all, json, "types", encoding.typeIds());
    if (json.has("spans")) {
      List<Integer> spans = new ArrayList<>();
      for (Span span : encoding.codePointSpans()) {
        spans.add(span.start());
        spans.add(span.end());
      }
      all.append("spans ").append(spans).append(' ');
    }
    add(all, json, "words", encoding.wordIds());
    add(all, json, "mask", encoding.specialTokensMask());
    if (json.has("tokens")) {
      all.append("tokens ").append(encoding.tokens()).append(' ');
    }
    if (json.has("decoded")) {
      all.append("decoded ").append(tokenizer.decode(encoding.ids(), false)).append(' ');
    }
    if (json.has("plain")) {
      all.append("plain ").append(tokenizer.decode(encoding.ids())).append(' ');
    }
    return all.toString();
  }

  private static void add(StringBuilder all, Json json, String key, int[] values) {
    if (json.has(key)) {
      all.append(key).append(' ').append(java.util.Arrays.toString(values)).append(' ');
    }
  }

  /** Compares files and prints the differences. */
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      OracleCases cases = compare(Path.of(file));
      System.out.println(
          file + ": " + cases.compared + " compared, " + cases.differences.size() + " differ");
      cases.differences.stream().limit(Integer.getInteger("show", 5)).forEach(System.out::println);
    }
  }
}
