package dev.forja.trace;

/** A graph in the language of Graphviz. */
final class DotText extends Drawing {
  static String of(Graph graph) {
    return new DotText()
        .draw(graph, "digraph trace {\n  node [shape=box fontname=\"sans-serif\"]", "}\n");
  }

  private static String quoted(String label) {
    String escaped = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }

  @Override
  String port(String id, String label) {
    return "%s [label=%s shape=oval]".formatted(id, quoted(label));
  }

  @Override
  String op(String id, String label) {
    return "%s [label=%s]".formatted(id, quoted(label));
  }

  @Override
  String open(String id, String label) {
    return "subgraph cluster_%s { label=%s".formatted(id, quoted(label));
  }

  @Override
  String close() {
    return "}";
  }

  @Override
  String edge(String from, String to, String label) {
    return "%s -> %s [label=%s]".formatted(from, to, quoted(label));
  }
}
