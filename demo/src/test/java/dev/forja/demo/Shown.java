package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares code blocks of the documentation with the code of tests, which is compiled and run. */
final class Shown {
  private Shown() {}

  /**
   * Expects that the block after {@code <!-- Name: part -->} in a page of the documentation is the
   * region {@code tag::part} of the test with that name.
   */
  static void isOnPage(Class<?> test, String page, String part) throws IOException {
    isOnPage(
        Path.of("src/test/java", test.getName().replace('.', '/') + ".java"),
        test.getSimpleName(),
        page,
        part);
  }

  /** The same for the test of this name in a source of another module. */
  static void isOnPage(Path source, String test, String page, String part) throws IOException {
    String name = test.replaceAll("Test$", "");
    assertThat(block(page, name + ": " + part)).isEqualTo(region(source, test, part));
  }

  private static String block(String page, String label) throws IOException {
    Matcher block =
        Pattern.compile("<!-- " + label + " -->\n```java\n(.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs", page)));
    assertThat(block.find()).as("the code block '%s' of %s", label, page).isTrue();
    return block.group(1);
  }

  /** The tagged lines as the pages print them: a top-level class in its own file. */
  private static String region(Path file, String test, String part) throws IOException {
    Matcher region =
        Pattern.compile(" *// tag::" + part + "\n(.*?)\n+ *// end::" + part, Pattern.DOTALL)
            .matcher(Files.readString(file));
    assertThat(region.find()).isTrue();
    return region
        .group(1)
        .stripIndent()
        .lines()
        .map(line -> line.replace("static final class", "final class"))
        .map(line -> line.replace(test + "_", ""))
        .collect(Collectors.joining("\n"));
  }
}
