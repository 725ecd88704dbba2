package dev.forja.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc as Markdown. */
final class Javadoc {
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
  private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)? ([^} ]*)(?: ([^}]*))?}");
  private static final Pattern SENTENCE = Pattern.compile("^(.*?[.:])(?=\\s|$)", Pattern.DOTALL);

  private Javadoc() {}

  /** Returns the text with its inline tags as Markdown, on one line. */
  static String markdown(String javadoc) {
    String coded =
        CODE.matcher(javadoc)
            .replaceAll(match -> Matcher.quoteReplacement("`" + match.group(1) + "`"));
    String linked =
        LINK.matcher(coded)
            .replaceAll(
                match -> {
                  String label = match.group(2) == null ? match.group(1) : match.group(2);
                  return Matcher.quoteReplacement("`" + label.replaceAll("^#", "") + "`");
                });
    return linked.replaceAll("\\s*\\n\\s*", " ").replaceAll("</?(?:p|i|em|b|sub|sup)>", "").strip();
  }

  /** Returns the first sentence of a comment, as Markdown. */
  static String firstSentence(String comment) {
    String text = markdown(comment.replaceAll("(?m)^\\s*\\* ?", ""));
    Matcher sentence = SENTENCE.matcher(text);
    String first = sentence.find() ? sentence.group(1) : text;
    return first.endsWith(":") ? first.substring(0, first.length() - 1) + "." : first;
  }
}
