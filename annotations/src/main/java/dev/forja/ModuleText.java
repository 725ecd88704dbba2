package dev.forja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints a module like {@code torch.nn.Module.__repr__}: options in parentheses, children on
 * separate lines, indented by two; runs of equal children with consecutive numbers are one line.
 */
final class ModuleText {
  private ModuleText() {}

  static String of(Invoker module, String type, String extra) {
    List<String> children = children(module);
    List<String> options = extra.isEmpty() ? List.of() : extra.lines().toList();
    if (children.isEmpty() && options.size() <= 1) {
      return type + "(" + extra + ")";
    }
    StringBuilder text = new StringBuilder(type).append("(\n");
    for (String line : options) {
      text.append("  ").append(line).append('\n');
    }
    for (String child : children) {
      text.append("  ").append(child.replace("\n", "\n  ")).append('\n');
    }
    return text.append(')').toString();
  }

  private static List<String> children(Invoker module) {
    List<Run> runs = new ArrayList<>();
    for (Map.Entry<String, Invoker> child : module.namedChildren().entrySet()) {
      String body = child.getValue().toString();
      if (runs.isEmpty() || !runs.getLast().takes(child.getKey(), body)) {
        runs.add(new Run(child.getKey(), body));
      }
    }
    return runs.stream().map(Run::toString).toList();
  }

  /** A run of children, such as {@code 0, 1, 2}, with the same text. */
  private static final class Run {
    private final String first;
    private final String body;
    private String last;
    private int length = 1;

    Run(String name, String body) {
      this.first = name;
      this.last = name;
      this.body = body;
    }

    boolean takes(String name, String otherBody) {
      if (!body.equals(otherBody) || !name.equals(next(last))) {
        return false;
      }
      last = name;
      length++;
      return true;
    }

    private static String next(String name) {
      int dot = name.lastIndexOf('.') + 1;
      String digits = name.substring(dot);
      return digits.matches("\\d{1,9}")
          ? name.substring(0, dot) + (Integer.parseInt(digits) + 1)
          : "";
    }

    @Override
    public String toString() {
      if (length == 1) {
        return "(" + first + "): " + body;
      }
      String lastDigits = last.substring(last.lastIndexOf('.') + 1);
      return "(" + first + "-" + lastDigits + "): " + length + " x " + body;
    }
  }
}
