package dev.forja.trace;

import java.util.Locale;

/** Spans as flame graphs. */
final class FlameGraph {
  private static final int WIDTH = 1200;
  private static final int ROW = 18;
  private static final int TOP = 30;
  private static final double LETTER = 6.6;
  private static final double LEAST = 0.3;

  private final StringBuilder text = new StringBuilder();
  private final double scale;
  private final double all;

  private FlameGraph(Span root) {
    this.all = Math.max(1, Math.max(root.nanos(), inside(root)));
    this.scale = WIDTH / all;
  }

  private static double inside(Span span) {
    return span.all().stream().mapToDouble(Span::nanos).sum();
  }

  static String folded(Span root) {
    StringBuilder text = new StringBuilder();
    fold(text, "", root);
    return text.toString();
  }

  private static void fold(StringBuilder text, String above, Span span) {
    String stack = above + span.name().replace(';', ',');
    long self = Math.round(Math.max(0, span.nanos() - inside(span)) / 1e3);
    if (self > 0) {
      text.append(stack).append(' ').append(self).append('\n');
    }
    span.all().forEach(each -> fold(text, stack + ";", each));
  }

  static String svg(Span root) {
    return new FlameGraph(root).draw(root);
  }

  private String draw(Span root) {
    int height = TOP + depth(root) * ROW + 10;
    text.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" font-family=\"monospace\" font-size=\"11\">\n",
            WIDTH,
            height,
            WIDTH,
            height));
    text.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"4\" y=\"18\" font-size=\"13\">%.3f ms in a run</text>\n",
            root.nanos() / 1e6));
    box(root, "", 0, 0);
    return text.append("</svg>\n").toString();
  }

  private static int depth(Span span) {
    return 1 + span.all().stream().mapToInt(FlameGraph::depth).max().orElse(0);
  }

  private void box(Span span, String above, double x, int level) {
    double width = Math.max(span.nanos(), inside(span)) * scale;
    if (width < LEAST) {
      return; // too narrow to be visible
    }
    String name = escaped(span.name());
    int y = TOP + level * ROW;
    text.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %.3f ms (%.1f %%), %.0f times, %,.0f bytes</title>",
            name,
            span.nanos() / 1e6,
            100 * span.nanos() / all,
            span.count(),
            span.bytes()));
    text.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"white\"/>",
            x,
            y,
            width,
            ROW,
            colour(span)));
    int letters = (int) ((width - 6) / LETTER);
    if (letters >= 2) {
      String shown = shown(span, above);
      shown = shown.length() <= letters ? shown : shown.substring(0, letters - 1) + "…";
      text.append(
          String.format(
              Locale.ROOT, "<text x=\"%.2f\" y=\"%d\">%s</text>", x + 3, y + 13, escaped(shown)));
    }
    text.append("</g>\n");
    double at = x;
    for (Span callee : span.all()) {
      ModuleCall call = span.call();
      box(callee, call == null ? above : call.path(), at, level + 1);
      at += Math.max(callee.nanos(), inside(callee)) * scale;
    }
  }

  /** The name without the path of the calling module. */
  private static String shown(Span span, String above) {
    ModuleCall call = span.call();
    return call != null && !above.isEmpty() && call.path().startsWith(above + ".")
        ? call.label().substring(above.length() + 1)
        : span.name();
  }

  /** Ops have warm colours and modules cool ones, one for each kind. */
  private static String colour(Span span) {
    ModuleCall call = span.call();
    int kind = Math.floorMod((call == null ? span.name() : call.module()).hashCode(), 50);
    return span.isOp()
        ? "hsl(%d,80%%,68%%)".formatted(10 + kind)
        : "hsl(%d,45%%,78%%)".formatted(180 + kind);
  }

  /** Escapes text for XML, which does not permit control characters and unpaired surrogates. */
  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .map(c -> c < ' ' || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
