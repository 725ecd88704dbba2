package dev.forja.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.demo.trace.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation site in a real browser, from the file system. */
class SitePagesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Site.write(Path.of(".."), folder);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  @Test
  void everyPageFitsAPhoneAndAScreen() throws IOException {
    assertThat(pages()).hasSizeGreaterThan(15);
    try (Browser browser = new Browser(folder.resolve("index.html"))) {
      for (Path page : pages()) {
        for (int width : new int[] {390, 1280}) {
          browser.width(width);
          browser.open(page);
          assertThat(browser.script("return window.innerWidth")).isEqualTo((long) width);
          assertThat(
                  browser.script(
                      "const page = document.documentElement; return page.scrollWidth -"
                          + " page.clientWidth"))
              .as("what %s is too wide by at %d pixels", page.getFileName(), width)
              .isEqualTo(0L);
        }
      }
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith(folder.toUri().toString()) || url.startsWith("data:"));
    }
  }

  /**
   * The javadoc that the build has written, by the JDK's tool, beside the pages: its first page and
   * that of the largest class. Long signatures may scroll within it, so only their width on a
   * screen is a matter of this test.
   */
  @Test
  void theJavadocOpensAndAsksForNothingFromElsewhere() {
    Path built = Path.of("target/site").toAbsolutePath();
    try (Browser browser = new Browser(folder.resolve("index.html"))) {
      for (String name : new String[] {"api/index.html", "api/dev/forja/tensor/Tensor.html"}) {
        for (int width : new int[] {390, 1280}) {
          browser.width(width);
          browser.openAny(built.resolve(name));
          assertThat(
                  browser.script(
                      "const page = document.documentElement; return page.scrollWidth -"
                          + " page.clientWidth"))
              .as("what %s is too wide by at %d pixels", name, width)
              .isEqualTo(0L);
        }
      }
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    }
  }

  @Test
  void theSearchBoxFindsPages() {
    try (Browser browser = new Browser(folder.resolve("index.html"))) {
      browser.width(1280);
      browser.open(folder.resolve("index.html"));
      browser.element("#query").sendKeys("hooks zebra");
      assertThat(browser.texts("#hits li")).containsExactly("No page has all these words.");
      browser.element("#query").clear();
      browser.element("#query").sendKeys("hooks");
      assertThat(browser.texts("#hits a")).contains("Models and hooks");
      assertThat(browser.element("#pages").isDisplayed()).isFalse();
    }
  }
}
