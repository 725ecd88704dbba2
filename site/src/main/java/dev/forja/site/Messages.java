package dev.forja.site;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of all messages of the compiler, made of the source of the enum that words them. */
final class Messages {
  private static final Pattern CONSTANT =
      Pattern.compile(
          "/\\*\\*\\s*((?:(?!\\*/).)*?)\\s*\\*/\\s+([A-Z][A-Z0-9_]+)\\(\\s*(Diagnostic\\.Kind\\.NOTE,)?"
              + "\\s*(\"(?:\\\\.|[^\"\\\\])*\"(?:\\s*\\+\\s*\"(?:\\\\.|[^\"\\\\])*\")*)\\)",
          Pattern.DOTALL);
  private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final Pattern FORMAT = Pattern.compile("%(?:\\d+\\$)?[sd]");

  private Messages() {}

  /** Returns Markdown with a section for each constant. */
  static String page(String source) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Troubleshooting

        Every message of the compiler has an id in brackets. It is listed here with its cause and with the text, which says
        what to do; names in a text are shown as "…". A note can be silenced by `@SuppressWarnings("forja:Id")`; an error
        cannot. If an invoker is missing and there is no message at all, see [Editors](EDITORS.md).
        """);
    CONSTANT
        .matcher(source)
        .results()
        .sorted((a, b) -> id(a).compareTo(id(b)))
        .forEach(constant -> page.append(section(constant)));
    return page.toString();
  }

  private static String section(MatchResult constant) {
    String cause = constant.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ");
    String kind = constant.group(3) == null ? "Error" : "Note";
    String text =
        LITERAL
            .matcher(constant.group(4))
            .results()
            .map(literal -> literal.group(1).translateEscapes())
            .collect(Collectors.joining());
    return "%n## %s%n%n%s. %s%n%n```text%n[%s] %s%n```%n"
        .formatted(
            id(constant),
            kind,
            Javadoc.markdown(cause),
            id(constant),
            FORMAT.matcher(text).replaceAll("…").replace("%%", "%"));
  }

  private static String id(MatchResult constant) {
    StringBuilder id = new StringBuilder();
    for (String word : constant.group(2).split("_", -1)) {
      id.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return id.toString();
  }
}
