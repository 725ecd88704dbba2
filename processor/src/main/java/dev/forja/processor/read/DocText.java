package dev.forja.processor.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a piece of javadoc without its markup: tags, links and code blocks become plain
 * sentences and {@code code}, which are valid in any javadoc comment.
 */
final class DocText {
  private static final Pattern HTML =
      Pattern.compile("<!--.*?-->|</?([a-zA-Z][a-zA-Z0-9]*)(?:\\s[^<>]*)?/?>", Pattern.DOTALL);
  private static final Pattern CODE_BLOCK =
      Pattern.compile("<pre\\b.*?(?:</pre>|$)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKDOWN_LINK =
      Pattern.compile("!?\\[([^\\[\\]]*)](?:\\([^()]*\\)|\\[[^\\[\\]]*])");
  private static final Pattern MARKDOWN_REFERENCE =
      Pattern.compile("\\[([\\w.$/]*(?:#\\w+(?:\\([^()]*\\))?)?)]");
  private static final Pattern EMPHASIS = Pattern.compile("(\\*{1,3})(?=\\S)(.*?\\S)\\1");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");
  private static final Pattern NO_ENTITY =
      Pattern.compile("&(?!(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]{1,5}|#[xX][0-9a-fA-F]{1,4});)");
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img",
          "ins", "kbd", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
          "wbr");
  private static final Set<String> BLOCK =
      Set.of(
          "blockquote",
          "caption",
          "dd",
          "div",
          "dl",
          "dt",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "li",
          "ol",
          "p",
          "section",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul");

  /** A piece of text or of code; an empty text marks the end of a paragraph. */
  private record Piece(String text, boolean code) {}

  private final boolean markdown;
  private final List<Piece> pieces = new ArrayList<>();

  DocText(String source, boolean markdown) {
    this.markdown = markdown;
    String text = CODE_BLOCK.matcher(source).replaceAll("\n\n");
    for (String paragraph : markdown ? text.split("\\n\\s*\\n", -1) : new String[] {text}) {
      read(paragraph);
      pieces.add(new Piece("", false));
    }
  }

  /** Reads inline tags, and code in backticks; the rest is text. */
  private void read(String source) {
    int from = 0;
    for (int at = 0; at < source.length(); at++) {
      int end = at;
      if (source.startsWith("{@", at)) {
        end = endOfTag(source, at);
      } else if (markdown && source.charAt(at) == '`') {
        end = endOfSpan(source, at);
      }
      if (end > at) {
        text(source.substring(from, at));
        if (source.charAt(at) == '`') {
          code(source.substring(at, end).replaceAll("^`+|`+$", ""));
        } else {
          tag(source.substring(at + 2, source.charAt(end - 1) == '}' ? end - 1 : end));
        }
        from = end;
        at = end - 1;
      }
    }
    text(source.substring(from));
  }

  /** The end of the tag that starts at {@code open}: the index after its closing brace. */
  static int endOfTag(String source, int open) {
    int depth = 0;
    for (int at = open; at < source.length(); at++) {
      depth += source.charAt(at) == '{' ? 1 : source.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return source.length();
  }

  /** The end of the code in backticks; {@code open} if it is not closed. */
  private static int endOfSpan(String source, int open) {
    int ticks = 0;
    while (open + ticks < source.length() && source.charAt(open + ticks) == '`') {
      ticks++;
    }
    int close = source.indexOf("`".repeat(ticks), open + ticks);
    return close < 0 ? open : close + ticks;
  }

  private void tag(String tag) {
    String[] parts = tag.strip().split("\\s+", 2);
    String content = parts.length > 1 ? parts[1].strip() : "";
    switch (parts[0]) {
      case "code" -> code(content);
      case "value" -> code(reference(content));
      case "literal" -> pieces.add(new Piece(content, false));
      case "link", "linkplain" -> link(content);
      case "snippet", "inheritDoc", "docRoot", "index" -> text(" ");
      default -> read(content);
    }
  }

  private void link(String content) {
    int end = 0;
    int depth = 0;
    while (end < content.length() && (depth > 0 || !Character.isWhitespace(content.charAt(end)))) {
      depth += content.charAt(end) == '(' ? 1 : content.charAt(end) == ')' ? -1 : 0;
      end++;
    }
    String label = content.substring(end).strip();
    if (label.isEmpty()) {
      code(reference(content));
    } else {
      read(label);
    }
  }

  private static String reference(String reference) {
    return reference.startsWith("#") ? reference.substring(1) : reference.replace('#', '.');
  }

  /** Adds code to the sentence, except code of several lines, which is dropped. */
  private void code(String code) {
    if (code.strip().indexOf('\n') < 0) {
      pieces.add(new Piece(code.strip(), true));
    }
  }

  private void text(String source) {
    String text = source;
    if (markdown) {
      text = MARKDOWN_LINK.matcher(text).replaceAll("$1");
      text = EMPHASIS.matcher(text).replaceAll("$2");
      text = text.replaceAll("(?m)^\\s*#+\\s+", "").replaceAll("\\\\(?=\\p{Punct})", "");
      Matcher references = MARKDOWN_REFERENCE.matcher(text);
      int from = 0;
      while (references.find()) {
        html(text.substring(from, references.start()));
        code(reference(references.group(1)));
        from = references.end();
      }
      text = text.substring(from);
    }
    html(text);
  }

  private void html(String text) {
    Matcher tags = HTML.matcher(text);
    int from = 0;
    while (tags.find()) {
      String name = tags.group(1) == null ? "" : tags.group(1).toLowerCase(Locale.ROOT);
      if (name.isEmpty() || INLINE.contains(name) || BLOCK.contains(name)) {
        add(text.substring(from, tags.start()));
        if (BLOCK.contains(name)) {
          pieces.add(new Piece("", false));
        } else if (name.equals("br")) {
          add(" ");
        }
        from = tags.end();
      }
    }
    add(text.substring(from));
  }

  private void add(String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, false));
    }
  }

  /** The first sentence, on one line; empty if there is none. */
  String firstSentence() {
    StringBuilder sentence = new StringBuilder();
    for (Piece piece : pieces) {
      Matcher end = SENTENCE_END.matcher(piece.text());
      if (piece.text().isEmpty() && !sentence.toString().isBlank()) {
        break;
      } else if (!piece.code() && end.find()) {
        sentence.append(written(new Piece(piece.text().substring(0, end.end()), false)));
        break;
      }
      sentence.append(written(piece));
    }
    return onOneLine(sentence.toString());
  }

  /** The whole text, one line for each paragraph. */
  List<String> paragraphs() {
    List<String> all = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (Piece piece : pieces) {
      open.append(written(piece));
      if (piece.text().isEmpty()) {
        all.add(onOneLine(open.toString()));
        open.setLength(0);
      }
    }
    all.removeIf(String::isEmpty);
    return all;
  }

  private static String onOneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String written(Piece piece) {
    boolean plain =
        piece.code()
            && !piece.text().isEmpty()
            && !piece.text().matches("(?s).*(?:[{}\\\\]|\\*/|/\\*).*");
    return plain ? "{@code " + piece.text() + "}" : escaped(piece);
  }

  private static String escaped(Piece piece) {
    String text = piece.text();
    text = piece.code() ? text.replace("&", "&amp;") : NO_ENTITY.matcher(text).replaceAll("&amp;");
    return text.replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("\\", "&#92;")
        .replace("*/", "*&#47;")
        .replace("/*", "/&#42;");
  }
}
