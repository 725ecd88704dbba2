package dev.forja.onnx.source;

/** Lines of source of at most 100 characters, where they can be broken. For one thread. */
final class Lines {
  static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    String rest = line;
    int indent = line.length() - line.stripLeading().length();
    while (rest.length() > WIDTH) {
      int at = place(rest, rest.length() - rest.stripLeading().length());
      if (at < 0) {
        break;
      }
      text.append(rest.substring(0, at).stripTrailing()).append('\n');
      rest = " ".repeat(indent + 4) + rest.substring(at).strip();
    }
    text.append(rest).append('\n');
  }

  /**
   * Where a line is best broken: behind a comma or a bracket, or before a call, outside of texts.
   */
  private static int place(String line, int indent) {
    int best = -1;
    int bestDepth = Integer.MAX_VALUE;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < Math.min(line.length(), WIDTH); i++) {
      char c = line.charAt(i);
      if (c == '"' && (i == 0 || line.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      }
      if (quoted) {
        continue;
      }
      if (c == '(' || c == '{') {
        depth++;
      } else if (c == ')' || c == '}') {
        depth--;
      }
      boolean call = c == '.' && i > 0 && line.charAt(i - 1) == ')';
      boolean behind = (c == ',' || (c == '=' && line.startsWith("= ", i))) && i > indent + 4;
      int at = behind ? i + 1 : call && i > indent + 8 ? i : -1;
      if (at > 0 && depth <= bestDepth && at > WIDTH / 3) {
        best = at;
        bestDepth = depth;
      }
    }
    return best;
  }

  String text() {
    return text.toString();
  }
}
