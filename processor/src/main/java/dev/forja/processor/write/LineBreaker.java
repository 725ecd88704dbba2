package dev.forja.processor.write;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats the text: short constructs on one line, long ones on several lines. */
final class LineBreaker {
  private static final int WIDTH = 100;
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  private LineBreaker() {}

  static String of(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : joinDeclarations(joinShort(text.lines().toList()))) {
      addBroken(line, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  /** Puts comments of one sentence and empty bodies on one line. */
  private static List<String> joinShort(List<String> lines) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String next = i + 1 < lines.size() ? lines.get(i + 1).stripLeading() : "";
      if (line.endsWith("{") && next.startsWith("}")) {
        joined.add(line + next);
        i++;
      } else if (isShortComment(lines, i) && line.length() + next.length() + 2 <= WIDTH) {
        joined.add(line + next.substring(1) + " */");
        i += 2;
      } else {
        joined.add(line);
      }
    }
    return joined;
  }

  private static boolean isShortComment(List<String> lines, int at) {
    return lines.get(at).stripLeading().equals("/**")
        && at + 2 < lines.size()
        && lines.get(at + 1).stripLeading().startsWith("* ")
        && lines.get(at + 2).stripLeading().equals("*/");
  }

  /** Joins the lines of method and record headers, so that they can be broken again. */
  private static List<String> joinDeclarations(List<String> lines) {
    List<String> joined = new ArrayList<>();
    String open = null;
    for (String line : lines) {
      String whole = open == null ? line : append(open, line.strip());
      open = isOpen(whole) ? whole : null;
      if (open == null) {
        joined.add(whole);
      }
    }
    return joined;
  }

  private static String append(String open, String rest) {
    return open + (open.endsWith("(") ? "" : " ") + rest;
  }

  /**
   * Whether the line starts a member header that continues on the next line. Members of the class
   * are indented by two spaces, public members of args records by four.
   */
  private static boolean isOpen(String line) {
    return (line.endsWith("(") || line.endsWith(","))
        && (line.matches(" {2}[^ *].*") || line.startsWith("    public "));
  }

  private static void addBroken(String whole, List<String> lines) {
    String rest = whole;
    while (rest != null) {
      rest = addFirst(rest, lines);
    }
  }

  /** Adds the first lines; returns the rest, which is to be broken further. */
  private static @Nullable String addFirst(String line, List<String> lines) {
    boolean javadoc = line.strip().startsWith("* ");
    int at = line.length() <= WIDTH ? -1 : javadoc ? wordBreak(line) : breakAt(line);
    if (javadoc && at > 0) {
      lines.add(line.substring(0, at));
      return line.substring(0, line.indexOf('*')) + "*" + line.substring(at);
    }
    if (at < 0 || line.substring(0, at).isBlank()) {
      lines.add(line);
      return null;
    }
    String indent = " ".repeat(line.length() - line.stripLeading().length() + 4);
    lines.add(line.substring(0, at).stripTrailing());
    String rest = indent + line.substring(at).strip();
    List<String> arguments = rest.length() <= WIDTH ? null : arguments(rest);
    if (arguments == null) {
      return rest;
    }
    arguments.forEach(argument -> lines.add(indent + argument));
    return null;
  }

  /** The last space between words and outside of tags; -1 if a tag is longer than a line. */
  private static int wordBreak(String line) {
    for (int at = line.lastIndexOf(' ', WIDTH); at > line.indexOf('*') + 1; at--) {
      boolean inTag = line.lastIndexOf('{', at) > line.lastIndexOf('}', at);
      if (line.charAt(at) == ' ' && !inTag) {
        return at;
      }
    }
    return -1;
  }

  /** The line with an {@code x} for each character in its string literals: only code is broken. */
  private static String withoutLiterals(String line) {
    return LITERAL.matcher(line).replaceAll(literal -> "x".repeat(literal.group().length()));
  }

  /**
   * The position at which to break a long line: after an assignment, in the header of a type, or in
   * a call.
   */
  private static int breakAt(String text) {
    String line = withoutLiterals(text);
    int assignment = line.indexOf(" = ");
    if (assignment >= 0) {
      return assignment + 2;
    }
    if (line.endsWith(" {")) {
      int base = line.lastIndexOf(" extends ", Math.max(0, line.indexOf(" implements ")));
      if (base >= 0 && line.lastIndexOf(" implements ") > WIDTH) {
        return base;
      }
      int clause = Math.max(line.lastIndexOf(" implements "), line.lastIndexOf(" throws "));
      if (clause >= 0 && clause <= WIDTH) {
        return clause;
      }
      int variables = line.indexOf('<');
      int open = line.indexOf('(');
      if (variables >= 0 && open > variables && line.charAt(variables - 1) == ' ') {
        return closing(line, variables, '<', '>') + 1;
      }
    }
    int call = line.indexOf("(", line.stripLeading().startsWith("(") ? line.indexOf(')') : 0);
    return call < 0 || line.charAt(call + 1) == ')' ? -1 : call + 1;
  }

  private static int closing(String line, int from, char opens, char closes) {
    int depth = 0;
    for (int i = from; i < line.length(); i++) {
      depth += line.charAt(i) == opens ? 1 : line.charAt(i) == closes ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return line.length() - 1;
  }

  /** The arguments of a call or the parameters of a header, each for a separate line. */
  private static @Nullable List<String> arguments(String rest) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    String text = rest.strip();
    String code = withoutLiterals(text);
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      boolean arrow = c == '>' && i > 0 && code.charAt(i - 1) == '-';
      if (c == '(' || c == '<') {
        depth++;
      } else if (c == ')' || (c == '>' && !arrow)) {
        depth--;
      }
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i + 1).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts.size() > 1 ? parts : null;
  }
}
