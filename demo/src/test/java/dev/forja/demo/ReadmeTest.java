package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README is short and shows what the samples contain; links of all pages lead somewhere. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern QUICKSTART =
      Pattern.compile("<!-- quickstart: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void isShort() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  /** {@code samples/verify} builds and runs that sample, so what a reader copies works. */
  @Test
  void showsTheFilesOfTheQuickstart() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> shown = new ArrayList<>();
    for (MatchResult block : QUICKSTART.matcher(readme).results().toList()) {
      Path file = ROOT.resolve("samples/quickstart").resolve(block.group(1));
      assertThat(block.group(2)).as(block.group(1)).isEqualTo(Files.readString(file));
      shown.add(block.group(1));
    }
    assertThat(shown).containsExactly("pom.xml", "src/main/java/Mlp.java");
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        links++;
        boolean elsewhere = link.group(1).contains(":");
        if (!elsewhere && !Files.exists(page.resolveSibling(link.group(1)))) {
          dead.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).isGreaterThan(20);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of(".", "docs", "samples", "benchmarks", "processor")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
