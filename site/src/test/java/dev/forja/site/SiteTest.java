package dev.forja.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this repository, as its build writes it. */
class SiteTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern HREF = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

  @TempDir static Path target;
  private static List<Page> pages;

  @BeforeAll
  static void write() throws IOException {
    pages = Site.write(ROOT, target);
  }

  @Test
  void hasEveryPageOfTheDocumentation() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      assertThat(pages)
          .extracting(Page::file)
          .containsAll(
              files
                  .map(Path::toString)
                  .filter(file -> file.endsWith(".md"))
                  .map(Page::fileOf)
                  .toList())
          .doesNotHaveDuplicates();
    }
  }

  /** Links within the site lead to a file and, where they name a place, to a heading in it. */
  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Page page : pages) {
      String html = Files.readString(target.resolve(page.file()));
      for (MatchResult link : HREF.matcher(html).results().toList()) {
        if (isDead(page.file(), link.group(1))) {
          dead.add(page.file() + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean isDead(String page, String link) throws IOException {
    if (link.startsWith("https:") || link.equals("data:,")) {
      return false;
    }
    String[] parts = link.split("#", 2);
    Path file = target.resolve(parts[0].isEmpty() ? page : parts[0]);
    return !Files.exists(file) || (parts.length == 2 && !ids(file).contains(parts[1]));
  }

  private static Set<String> ids(Path file) throws IOException {
    Set<String> ids = new HashSet<>();
    ID.matcher(Files.readString(file)).results().forEach(id -> ids.add(id.group(1)));
    return ids;
  }

  /** Nothing is fetched from elsewhere, so the site works from a folder without a network. */
  @Test
  void loadsOnlyItsOwnFiles() throws IOException {
    Pattern loaded = Pattern.compile("<(?:link|script|img|iframe)[^>]*(?:href|src)=\"([^\"]*)\"");
    for (Page page : pages) {
      String html = Files.readString(target.resolve(page.file()));
      assertThat(loaded.matcher(html).results().map(tag -> tag.group(1)))
          .containsExactly("data:,", "style.css", "search.js");
    }
  }

  @Test
  void namesEveryPublicTypeAndSaysWhatItIs() throws IOException {
    String types =
        pages.stream()
            .filter(page -> page.file().equals("types.html"))
            .findFirst()
            .orElseThrow()
            .html();
    for (String module : List.of("annotations", "runtime", "onnx", "processor")) {
      for (List<String> names : new Types(ROOT).of(module).values()) {
        for (String name : names) {
          assertThat(types)
              .containsPattern("<td><code>" + name + "</code></td>\\s*<td>(?!</td>)\\S");
        }
      }
    }
  }

  @Test
  void explainsEveryMessageOfTheCompiler() throws IOException {
    String source =
        Files.readString(ROOT.resolve("processor/src/main/java/dev/forja/processor/Problem.java"));
    long constants = Pattern.compile("(?m)^  [A-Z][A-Z0-9_]+\\(").matcher(source).results().count();
    Page page =
        pages.stream()
            .filter(p -> p.file().equals("troubleshooting.html"))
            .findFirst()
            .orElseThrow();
    assertThat(constants).isGreaterThan(50);
    assertThat(page.headings()).hasSize((int) constants).contains("ForwardPrivate", "ShapeProven");
    assertThat(page.text())
        .contains("[ForwardPrivate] … is private, so generated code cannot call it. Make it")
        .doesNotContain("%s", "{@", "\" +");
  }
}
