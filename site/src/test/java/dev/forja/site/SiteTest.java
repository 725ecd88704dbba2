package dev.forja.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this repository, as its build writes it. */
class SiteTest {
  private static final Path ROOT = Path.of("..");
  private static final Path BUILT = Path.of("target/site");
  private static final Pattern HREF = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

  /** Pages that are made of the sources. */
  private static final Set<String> MADE =
      Set.of("types.html", "tensor.html", "troubleshooting.html");

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
    Path folder = parts[0].startsWith(Site.API) ? BUILT : target;
    Path file = folder.resolve(parts[0].isEmpty() ? page : parts[0]);
    return !Files.exists(file) || (parts.length == 2 && !ids(file).contains(parts[1]));
  }

  private static Set<String> ids(Path file) throws IOException {
    return ID.matcher(Files.readString(file))
        .results()
        .map(id -> id.group(1).replace("&lt;", "<").replace("&gt;", ">"))
        .collect(Collectors.toSet());
  }

  /** The javadoc of all modules that the build has written; it is one, so its links are within. */
  @Test
  void linksOfTheJavadocLeadSomewhere() throws IOException {
    Map<Path, List<String>> links = new HashMap<>();
    Map<Path, Set<String>> ids = new HashMap<>();
    try (Stream<Path> files = Files.walk(BUILT.resolve(Site.API))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
        String html = Files.readString(file);
        links.put(file, HREF.matcher(html).results().map(link -> link.group(1)).toList());
        ids.put(file, ids(file));
      }
    }
    assertThat(links).hasSizeGreaterThan(300);
    Set<String> dead = new TreeSet<>();
    links.forEach(
        (file, targets) -> {
          for (String link : targets) {
            if (link.startsWith("https:")) {
              continue;
            }
            String[] parts = link.replaceFirst("\\?.*", "").split("#", 2);
            Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            String id = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            Set<String> there = ids.getOrDefault(to, Set.of());
            if (!Files.exists(to) || !(id.isEmpty() || there.contains(id))) {
              dead.add(BUILT.relativize(file) + ": " + link);
            }
          }
        });
    assertThat(dead).isEmpty();
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
    String types = page("types.html").html();
    for (String name : publicTypes()) {
      assertThat(types)
          .containsPattern(
              "<td><a href=\"api/[^\"]*\"><code>" + name + "</code></a></td>\\s*<td>(?!</td>)\\S");
    }
  }

  /** A page that somebody has written, not only the list that is made of the sources. */
  @Test
  void aWrittenPageNamesEveryPublicType() throws IOException {
    String written =
        pages.stream()
            .filter(page -> !MADE.contains(page.file()))
            .map(Page::text)
            .collect(Collectors.joining(" "));
    Set<String> words = new HashSet<>(Arrays.asList(written.split("\\W+", -1)));
    assertThat(publicTypes())
        .as("each type that none of docs/*.md names: name it in docs/PACKAGES.md at least")
        .hasSizeGreaterThan(300)
        .isSubsetOf(words);
  }

  private static List<String> publicTypes() throws IOException {
    List<String> types = new ArrayList<>();
    for (String module : Site.MODULES) {
      new Types(ROOT).of(module).values().forEach(types::addAll);
    }
    return types;
  }

  private static Page page(String file) {
    return pages.stream().filter(page -> page.file().equals(file)).findFirst().orElseThrow();
  }

  /** The page is made of the sources; the class itself says which methods there are. */
  @Test
  void listsEveryMethodOfTensor() {
    String html = page("tensor.html").html();
    Map<String, Long> expected = new TreeMap<>();
    for (Method method : Tensor.class.getMethods()) {
      boolean everyObjectHasIt =
          Arrays.stream(Object.class.getMethods())
              .anyMatch(of -> of.getName().equals(method.getName()));
      if (!everyObjectHasIt && !method.isBridge()) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        expected.merge((isStatic ? "Tensor." : "") + method.getName(), 1L, Long::sum);
      }
    }
    Pattern row =
        Pattern.compile(
            "<td><code>([\\w.]+)\\([^<]*\\)</code>: <code>[^<]+</code></td>\\s*<td>\\S");
    Map<String, Long> listed =
        row.matcher(html)
            .results()
            .collect(
                Collectors.groupingBy(
                    found -> found.group(1), TreeMap::new, Collectors.counting()));
    assertThat(listed).isEqualTo(expected).hasSizeGreaterThan(150);
  }

  @Test
  void explainsEveryMessageOfTheCompiler() throws IOException {
    String source =
        Files.readString(ROOT.resolve("processor/src/main/java/dev/forja/processor/Problem.java"));
    long constants = Pattern.compile("(?m)^  [A-Z][A-Z0-9_]+\\(").matcher(source).results().count();
    Page page = page("troubleshooting.html");
    assertThat(constants).isGreaterThan(50);
    assertThat(page.headings()).hasSize((int) constants).contains("ForwardPrivate", "ShapeProven");
    assertThat(page.text())
        .contains("[ForwardPrivate] … is private, so generated code cannot call it. Make it")
        .doesNotContain("%s", "{@", "\" +");
  }
}
