package dev.forja.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the site: a page for each entry of {@link #PAGES}, each with the list of all pages and a
 * search box. The pages work from the file system and ask for nothing outside of their folder.
 *
 * <p>Arguments: the root of the repository, and the folder to write to.
 */
public final class Site {
  /** The folder of the javadoc of all modules, which the build writes beside the pages. */
  static final String API = "api/";

  /** The Markdown files in the order of the list of pages. */
  private static final List<String> PAGES =
      List.of(
          "README.md",
          "docs/BUILD.md",
          "docs/FROM-PYTORCH.md",
          "docs/EDITORS.md",
          "docs/RECIPES.md",
          "docs/MODELS.md",
          "docs/BRING-YOUR-MODEL.md",
          "docs/EMBED-AND-SEARCH.md",
          "docs/GENERATING.md",
          "docs/SHAPES.md",
          "docs/CHECKPOINTS.md",
          "docs/WEIGHTS.md",
          "docs/ONNX.md",
          "docs/TOKENIZERS.md",
          "docs/TRAINING.md",
          "docs/FINE-TUNE.md",
          "docs/TRACING.md",
          "docs/SERVING.md",
          "docs/SPARK.md",
          "docs/PERFORMANCE.md",
          "docs/THREADS.md",
          "docs/MODULE-SEMANTICS.md",
          "docs/PACKAGES.md",
          "docs/LAYERS.md",
          "docs/DEMO.md",
          "docs/SUPPORT.md",
          "docs/ARCHITECTURE.md",
          "CONTRIBUTING.md",
          "CHANGELOG.md");

  /** The modules whose exported signatures are kept in their folder "api". */
  static final List<String> MODULES =
      List.of(
          "annotations",
          "runtime",
          "onnx",
          "tokenizers",
          "models",
          "langchain4j",
          "spring-ai",
          "micrometer",
          "processor");

  private static final String PROBLEMS = "processor/src/main/java/dev/forja/processor/Problem.java";

  private Site() {}

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Path.of(args[1]));
  }

  static List<Page> write(Path root, Path target) throws IOException {
    List<Page> pages = pages(root);
    Files.createDirectories(target);
    String template = resource("page.html");
    for (Page page : pages) {
      String html =
          template
              .replace("@title@", escape(page.title()))
              .replace("@pages@", list(pages, page))
              .replace("@contents@", page.html());
      Files.writeString(target.resolve(page.file()), html);
    }
    Files.writeString(target.resolve("style.css"), resource("style.css"));
    Files.writeString(
        target.resolve("search.js"),
        "const PAGES = " + index(pages) + ";\n" + resource("search.js"));
    return pages;
  }

  private static List<Page> pages(Path root) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String page : PAGES) {
      String name = page.substring(page.lastIndexOf('/') + 1);
      files.put(name, name.equals("README.md") ? "index.html" : Page.fileOf(page));
    }
    files.put("TROUBLESHOOTING.md", "troubleshooting.html");
    List<Page> pages = new ArrayList<>();
    for (String page : PAGES) {
      String name = page.substring(page.lastIndexOf('/') + 1);
      String markdown = Files.readString(root.resolve(page));
      pages.add(Page.of(Objects.requireNonNull(files.get(name)), markdown, files));
    }
    String problems = Files.readString(root.resolve(PROBLEMS));
    pages.add(Page.of("troubleshooting.html", Messages.page(problems), files));
    pages.add(Page.of("tensor.html", new TensorMethods(root).page(), files));
    pages.add(Page.of("types.html", new Types(root).page(MODULES), files));
    return pages;
  }

  private static String list(List<Page> pages, Page here) {
    StringBuilder list = new StringBuilder();
    for (Page page : pages) {
      list.append(
          "<li><a href=\"%s\"%s>%s</a></li>%n"
              .formatted(
                  page.file(),
                  page.equals(here) ? " aria-current=\"page\"" : "",
                  escape(page.title())));
    }
    list.append("<li><a href=\"%sindex.html\">Javadoc of all modules</a></li>%n".formatted(API));
    return list.toString();
  }

  private static String index(List<Page> pages) {
    List<String> entries = new ArrayList<>();
    for (Page page : pages) {
      entries.add(
          "{\"file\":%s,\"title\":%s,\"headings\":%s,\"text\":%s}"
              .formatted(
                  quoted(page.file()),
                  quoted(page.title()),
                  page.headings().stream().map(Site::quoted).toList(),
                  quoted(page.text())));
    }
    return "[\n" + String.join(",\n", entries) + "]";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '\u2028' || c == '\u2029') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
