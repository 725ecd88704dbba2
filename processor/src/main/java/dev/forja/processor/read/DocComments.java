package dev.forja.processor.read;

import dev.forja.processor.model.Deprecation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Converts javadoc, in HTML or in Markdown, to plain text for another file, which need not import
 * the linked classes.
 */
final class DocComments {
  private static final Pattern FENCED =
      Pattern.compile("(?ms)^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\\1[`~]*\\s*$|\\z)");
  private static final Pattern INDENTED =
      Pattern.compile("(?m)(?<=\\n\\n|\\A)(?: {4}.*(?:\\n|\\z))+");
  private static final Pattern ESCAPE = Pattern.compile("(\\\\+)u+([0-9a-fA-F]{4})");

  private final Env env;
  private final boolean markdown;
  private final List<String> blocks;

  private DocComments(Env env, Element element) {
    this.env = env;
    this.markdown =
        env.elements().getDocCommentKind(element) == Elements.DocCommentKind.END_OF_LINE;
    this.blocks = blocks(text(element));
  }

  /** The first sentence, on one line; empty if there is none. */
  static String firstSentence(Env env, Element element) {
    DocComments comments = new DocComments(env, element);
    return comments.read(comments.blocks.getFirst()).firstSentence();
  }

  /** The text with the tags for parameters and exceptions; empty if there is no text. */
  static String whole(Env env, ExecutableElement method) {
    DocComments comments = new DocComments(env, method);
    List<String> paragraphs = comments.read(comments.blocks.getFirst()).paragraphs();
    if (paragraphs.isEmpty()) {
      return "";
    }
    String text = String.join("\n\n<p>", paragraphs);
    String tags = comments.tags(method);
    return tags.isEmpty() ? text : text + "\n\n" + tags;
  }

  /** Whether there is a {@code @deprecated} tag. */
  static boolean isDeprecated(Env env, Element element) {
    return new DocComments(env, element)
        .blocks.stream().skip(1).anyMatch(block -> block.matches("(?s)@deprecated(\\s.*)?"));
  }

  private DocText read(String block) {
    return new DocText(block, markdown);
  }

  private String text(Element element) {
    String comment = env.elements().getDocComment(element);
    if (comment == null) {
      return "";
    }
    String text = Classes.isOfJavac(element) ? comment : translated(comment);
    return markdown ? INDENTED.matcher(FENCED.matcher(text).replaceAll("\n")).replaceAll("") : text;
  }

  /** Replaces Unicode escapes, which ecj does not translate. */
  private static String translated(String comment) {
    return ESCAPE.matcher(comment).replaceAll(DocComments::translated);
  }

  private static String translated(MatchResult escape) {
    String slashes = escape.group(1);
    boolean is = slashes.length() % 2 == 1;
    return Matcher.quoteReplacement(
        is ? slashes.substring(1) + (char) Integer.parseInt(escape.group(2), 16) : escape.group());
  }

  /** The description, and then each block tag with its text. */
  private static List<String> blocks(String comment) {
    List<String> blocks = new ArrayList<>();
    int from = 0;
    boolean lineStart = true;
    for (int at = 0; at < comment.length(); at++) {
      char c = comment.charAt(at);
      if (comment.startsWith("{@", at)) {
        at = DocText.endOfTag(comment, at) - 1;
        lineStart = false;
      } else if (c == '@' && lineStart) {
        blocks.add(comment.substring(from, at));
        from = at;
        lineStart = false;
      } else {
        lineStart = c == '\n' || (lineStart && Character.isWhitespace(c));
      }
    }
    blocks.add(comment.substring(from));
    return blocks;
  }

  private String tags(ExecutableElement method) {
    List<String> tags = new ArrayList<>();
    for (String block : blocks.subList(1, blocks.size())) {
      String[] parts = block.strip().split("\\s+", 3);
      String subject = parts.length > 1 ? parts[1] : "";
      boolean known =
          switch (parts[0]) {
            case "@param" -> isParameter(method, subject);
            case "@throws", "@exception" -> isException(method, subject);
            default -> false;
          };
      if (known && parts.length > 2) {
        String text = String.join(" ", read(parts[2]).paragraphs());
        tags.add((parts[0] + " " + subject + " " + text).strip());
      } else if (parts[0].equals("@deprecated")
          && FactoryReader.deprecation(env, method) != Deprecation.NONE) {
        String text = block.strip().substring(parts[0].length());
        tags.add(("@deprecated " + String.join(" ", read(text).paragraphs())).strip());
      }
    }
    return String.join("\n", tags);
  }

  private static boolean isParameter(ExecutableElement method, String name) {
    return method.getParameters().stream()
        .map(VariableElement::getSimpleName)
        .anyMatch(each -> each.contentEquals(name));
  }

  /** Whether the generated file can name the exception: it is declared, or known everywhere. */
  private boolean isException(ExecutableElement method, String name) {
    for (TypeMirror thrown : method.getThrownTypes()) {
      TypeElement element = env.element(thrown);
      if (element != null && element.getSimpleName().contentEquals(name)) {
        return true;
      }
    }
    TypeElement type =
        name.matches("\\w+") ? env.elements().getTypeElement("java.lang." + name) : null;
    return type != null
        && (env.isA(type, "java.lang.RuntimeException") || env.isA(type, "java.lang.Error"));
  }
}
