package dev.forja.json;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON piece by piece, as RFC 8259 defines it: names, values, and where objects and arrays
 * begin and end. It needs few classes and short loops, because it serves the start of a program,
 * when nothing is compiled yet. Not safe for use by several threads at once.
 */
public final class JsonText {
  /** More digits than any number needs; longer ones would take time without bound. */
  private static final int MOST_NUMBER = 1_000;

  private final JsonChars in;
  private final JsonRules rules;
  private final boolean[] isObject;
  private final @Nullable Set<String>[] names;
  private int level;
  private JsonKind kind = JsonKind.NULL;
  private String text = "";
  private final StringBuilder digits = new StringBuilder();

  /** Reads characters, which it does not close; there are no pieces yet. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of sets
  public JsonText(Reader in, JsonRules rules) {
    this.in = new JsonChars(in);
    this.rules = rules;
    isObject = new boolean[rules.mostLevels() + 1];
    names = new Set[rules.mostLevels() + 1];
  }

  /** Reads the next piece. */
  public JsonKind next() throws IOException {
    JsonKind before = kind;
    int c = in.afterSpace();
    if (level == 0) {
      kind = c < 0 ? JsonKind.END : value(c);
    } else if (before == JsonKind.NAME) {
      kind = value(c);
    } else if (c == (isObject[level] ? '}' : ']')) {
      kind = isObject[level] ? JsonKind.END_OBJECT : JsonKind.END_ARRAY;
      level--;
    } else {
      boolean first = before == JsonKind.START_OBJECT || before == JsonKind.START_ARRAY;
      if (!first) {
        c = c == ',' ? in.afterSpace() : wrong(c, isObject[level] ? "',' or '}'" : "',' or ']'");
      }
      kind = isObject[level] ? name(c) : value(c);
    }
    return kind;
  }

  /** What the last call of {@link #next} has read. */
  public JsonKind kind() {
    return kind;
  }

  /** The name, the string, or the characters of the number that was read last. */
  public String text() {
    return isNumber() ? digits.toString() : text;
  }

  /** Whether the number that was read last is an integer that a long can hold. */
  public boolean isLong() {
    if (kind != JsonKind.INTEGER) {
      return false;
    }
    if (digits.length() < 19) {
      return true;
    }
    try {
      toLong();
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /** The integer that was read last; {@link #isLong} must be true. */
  public long toLong() {
    return Long.parseLong(digits, 0, digits.length(), 10);
  }

  /** The number that was read last, rounded. */
  public double toDouble() {
    return Double.parseDouble(text());
  }

  /** Goes to the end of the object or array that has just begun; otherwise does nothing. */
  public void skip() throws IOException {
    if (kind == JsonKind.START_OBJECT || kind == JsonKind.START_ARRAY) {
      for (int outside = level - 1; level > outside; ) {
        next();
      }
    }
  }

  /** The number of characters that were read. */
  public long position() {
    return in.position();
  }

  /** The problem, with the place that was reached. */
  public JsonSyntaxException problem(String what) {
    return in.problem(what);
  }

  private boolean isNumber() {
    return kind == JsonKind.INTEGER || kind == JsonKind.FRACTION;
  }

  private JsonKind value(int c) throws IOException {
    digits.setLength(0);
    return switch (c) {
      case '{' -> enter(true);
      case '[' -> enter(false);
      case '"' -> {
        text = in.string(rules.mostString());
        yield JsonKind.STRING;
      }
      case 't' -> literal("true", JsonKind.TRUE);
      case 'f' -> literal("false", JsonKind.FALSE);
      case 'n' -> literal("null", JsonKind.NULL);
      case 'N' -> nonNumber("NaN", c);
      case 'I' -> nonNumber("Infinity", c);
      default -> number(c);
    };
  }

  private JsonKind enter(boolean object) throws IOException {
    if (level == rules.mostLevels()) {
      throw problem(
          "Document nesting depth ("
              + (level + 1)
              + ") exceeds the maximum allowed ("
              + level
              + ")");
    }
    isObject[++level] = object;
    names[level] = null;
    return object ? JsonKind.START_OBJECT : JsonKind.START_ARRAY;
  }

  private JsonKind name(int c) throws IOException {
    if (c != '"') {
      wrong(c, "a name in double quotes");
    }
    text = in.string(rules.mostName());
    if (rules.uniqueNames()) {
      Set<String> seen = names[level];
      if (seen == null) {
        seen = new HashSet<>();
        names[level] = seen;
      }
      if (!seen.add(text)) {
        throw problem("Duplicate field '" + text + "'");
      }
    }
    int colon = in.afterSpace();
    if (colon != ':') {
      wrong(colon, "':'");
    }
    return JsonKind.NAME;
  }

  private JsonKind literal(String word, JsonKind of) throws IOException {
    for (int i = 1; i < word.length(); i++) {
      int c = in.read();
      if (c != word.charAt(i)) {
        wrong(c, "'" + word + "'");
      }
    }
    end();
    return of;
  }

  private JsonKind nonNumber(String word, int c) throws IOException {
    if (!rules.nonNumbers()) {
      wrong(c, "a value");
    }
    digits.append(word);
    return literal(word, JsonKind.FRACTION);
  }

  private JsonKind number(int first) throws IOException {
    int c = first;
    if (c == '-') {
      c = add(c);
      if (c == 'I') {
        return nonNumber("Infinity", c);
      }
    }
    if (c < '0' || c > '9') {
      wrong(c, digits.isEmpty() ? "a value" : "a digit");
    }
    c = c == '0' ? add(c) : digits(c);
    JsonKind of = JsonKind.INTEGER;
    if (c == '.') {
      of = JsonKind.FRACTION;
      c = digits(add(c));
    }
    if (c == 'e' || c == 'E') {
      of = JsonKind.FRACTION;
      c = add(c);
      c = digits(c == '+' || c == '-' ? add(c) : c);
    }
    if (c >= 0) {
      in.back();
    }
    end();
    return of;
  }

  /** Appends a character, and reads the next one. */
  private int add(int c) throws IOException {
    if (digits.length() == MOST_NUMBER) {
      throw problem("Number value length exceeds the maximum allowed (" + MOST_NUMBER + ")");
    }
    digits.append((char) c);
    return in.read();
  }

  /** Appends one or more digits, and returns the character after them. */
  private int digits(int first) throws IOException {
    int c = first;
    if (c < '0' || c > '9') {
      wrong(c, "a digit");
    }
    while (c >= '0' && c <= '9') {
      c = add(c);
    }
    return c;
  }

  /** A number or a literal must not go on. */
  private void end() throws IOException {
    int c = in.read();
    if (c < 0) {
      return;
    }
    if (c > ' ' && c != ',' && c != ']' && c != '}') {
      wrong(c, "the end of the value");
    }
    in.back();
  }

  private int wrong(int c, String expected) throws JsonSyntaxException {
    throw in.unexpected(c, expected);
  }
}
