package dev.forja.demo.trace;

import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A self-contained HTML file that shows a graph; it loads nothing from elsewhere. */
final class TracePage {
  /**
   * A JavaScript library that is included in the page, with the notice that its licence requires.
   */
  private record Library(String folder, String file) {
    String script() {
      String licence = resource("/META-INF/resources/webjars/" + folder + "/LICENSE");
      String code = resource("/META-INF/resources/webjars/" + folder + "/" + file);
      return "<script>\n/*! %s\n%s*/\n%s\n</script>"
          .formatted(folder, licence.replace("*/", "* /"), code.replace("</script", "<\\/script"));
    }
  }

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("cytoscape/3.33.1", "dist/cytoscape.min.js"),
          new Library("dagre/0.8.4", "dist/dagre.min.js"));

  private static final List<String> SCRIPTS =
      List.of("model.js", "layout.js", "graph.js", "main.js");

  /** A placeholder for a part of the page. */
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private TracePage() {}

  /**
   * Creates the page.
   *
   * @param subtitle a description of the input of the trace, such as its shape
   * @param nanos the time of an op; 0 if it was not measured
   */
  static String of(String title, String subtitle, Graph graph, ToLongFunction<Node> nanos) {
    String data;
    try {
      data = GraphJson.of(title, subtitle, graph, nanos);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Map<String, String> parts =
        Map.of(
            "title", escape(title),
            "style", resource("page.css"),
            "data", data.replace("<", "\\u003c"),
            "libraries", LIBRARIES.stream().map(Library::script).collect(Collectors.joining("\n")),
            "script", SCRIPTS.stream().map(TracePage::resource).collect(Collectors.joining("\n")));
    // All placeholders are replaced in one pass, because a name in the model may look like a
    // placeholder.
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(
            place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), place.group())));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String resource(String name) {
    try (InputStream in = TracePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
