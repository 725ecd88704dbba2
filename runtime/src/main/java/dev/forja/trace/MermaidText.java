package dev.forja.trace;

/** A graph in the language of Mermaid. */
final class MermaidText extends Drawing {
  static String of(Graph graph) {
    return new MermaidText().draw(graph, "flowchart TD", "");
  }

  private static String quoted(String label) {
    String escaped =
        label
            .replace("#", "#35;")
            .replace("&", "#amp;")
            .replace("\"", "#quot;")
            .replace("<", "#lt;")
            .replace(">", "#gt;");
    return '"' + escaped.replace("\n", "<br>") + '"';
  }

  @Override
  String port(String id, String label) {
    return "%s([%s])".formatted(id, quoted(label));
  }

  @Override
  String op(String id, String label) {
    return "%s[%s]".formatted(id, quoted(label));
  }

  @Override
  String open(String id, String label) {
    return "subgraph %s [%s]".formatted(id, quoted(label));
  }

  @Override
  String close() {
    return "end";
  }

  @Override
  String edge(String from, String to, String label) {
    return "%s -- %s --> %s".formatted(from, quoted(label), to);
  }
}
