package dev.forja.processor.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes over javadoc. Links are written as code: what they name need not be imported. */
final class DocComments {
  private static final Pattern LINK =
      Pattern.compile("\\{@(?:link|linkplain)\\s+([^\\s}]+)(?:\\s+([^}]*))?}");
  private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s)");

  private DocComments() {}

  /** The first sentence, on one line; empty if there is none. */
  static String firstSentence(@Nullable String comment) {
    String text = description(comment);
    int end = text.length();
    int paragraph = text.indexOf("<p>");
    var sentence = SENTENCE_END.matcher(text);
    if (sentence.find()) {
      end = sentence.end();
    }
    if (paragraph >= 0 && paragraph < end) {
      end = paragraph;
    }
    return text.substring(0, end).strip();
  }

  /** The text and the parameters' descriptions, without other tags; empty if there is none. */
  static String whole(@Nullable String comment) {
    if (comment == null) {
      return "";
    }
    return links(comment.strip().lines().map(String::strip).collect(Collectors.joining("\n")));
  }

  private static String description(@Nullable String comment) {
    if (comment == null) {
      return "";
    }
    String text = BLOCK_TAG.split(comment, 2)[0];
    return links(text.strip().replaceAll("\\s+", " "));
  }

  private static String links(String text) {
    return LINK.matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(2) == null
                        ? "{@code " + plainReference(match.group(1)) + "}"
                        : match.group(2)));
  }

  private static String plainReference(String reference) {
    return reference.startsWith("#") ? reference.substring(1) : reference.replace('#', '.');
  }
}
