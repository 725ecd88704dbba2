package dev.forja.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * One page of the site. Immutable.
 *
 * @param file the name of its HTML file
 * @param title its first heading
 * @param html its contents
 * @param headings the headings after the first
 * @param text all its words, for the search
 */
record Page(String file, String title, String html, List<String> headings, String text) {
  private static final List<org.commonmark.Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** Makes a page of Markdown; {@code files} maps a Markdown file to its file in the site. */
  static Page of(String file, String markdown, Map<String, String> files) {
    Node document = PARSER.parse(markdown);
    Contents contents = new Contents(files);
    document.accept(contents);
    String title = contents.headings.getFirst();
    return new Page(
        file,
        title,
        RENDERER
            .render(document)
            .replace("<table>", "<div class=\"table\"><table>")
            .replace("</table>", "</table></div>"),
        List.copyOf(contents.headings.subList(1, contents.headings.size())),
        contents.text.toString().strip());
  }

  /**
   * The file in the site of a Markdown file: {@code docs/MODULE-SEMANTICS.md} is
   * module-semantics.html.
   */
  static String fileOf(String markdown) {
    String name = markdown.substring(markdown.lastIndexOf('/') + 1);
    return name.replaceAll("\\.md$", "").toLowerCase(Locale.ROOT) + ".html";
  }

  /** Collects words and headings, and turns links to Markdown files into links within the site. */
  private static final class Contents extends AbstractVisitor {
    private final Map<String, String> files;
    private final List<String> headings = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Contents(Map<String, String> files) {
      this.files = files;
    }

    @Override
    public void visit(Heading heading) {
      int begin = text.length();
      visitChildren(heading);
      headings.add(text.substring(begin).strip());
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      String[] parts = link.getDestination().split("#", 2);
      String target = files.get(parts[0].substring(parts[0].lastIndexOf('/') + 1));
      if (target != null) {
        link.setDestination(target + (parts.length == 2 ? "#" + parts[1] : ""));
      } else if (!link.getDestination().contains(":")
          && !parts[0].isEmpty()
          && !parts[0].startsWith(Site.API)) {
        unlink(link); // a file of the repository, which is no page
      }
    }

    private static void unlink(Link link) {
      Node child = link.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        link.insertBefore(child);
        child = next;
      }
      link.unlink();
    }

    @Override
    public void visit(Text words) {
      text.append(words.getLiteral()).append(' ');
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral()).append(' ');
    }

    @Override
    public void visit(FencedCodeBlock block) {
      text.append(block.getLiteral()).append(' ');
    }
  }
}
