package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.forja.spi.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No block of code stands on a page untested. */
class BlocksTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^(?:<!-- ([^>]*) -->\n)?```(\\w+)\n(.*?)\n```$", Pattern.DOTALL);

  /** What is only shown beside Java, or checked by tests that run that language. */
  private static final Set<String> OTHERS = Set.of("python", "text");

  private record Block(String page, String label, String language, String code) {}

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    for (Path page : pages) {
      for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
        String label = block.group(1) == null ? "" : block.group(1);
        blocks.add(new Block(page.getFileName().toString(), label, block.group(2), block.group(3)));
      }
    }
    return blocks;
  }

  private static List<Block> blocks(String language) throws IOException {
    return blocks().stream().filter(block -> block.language.equals(language)).toList();
  }

  /** Each Java block names a test, and that test names the page: it compares both. */
  @Test
  void javaIsComparedWithTests() throws IOException {
    List<Block> blocks = blocks("java");
    assertThat(blocks).hasSizeGreaterThan(25);
    for (Block block : blocks) {
      if (block.page.equals("README.md")) {
        assertThat(block.label)
            .as(block.code)
            .isIn("quickstart: src/main/java/Mlp.java", "Wrong: model");
        continue; // ReadmeTest compares one, samples/verify compiles the other
      }
      assertThat(block.label).as("%s:\n%s", block.page, block.code).isNotEmpty();
      String test = block.label.replaceFirst(":.*", "");
      assertThat(sources())
          .as("a test that compares the block '%s' of %s", block.label, block.page)
          .anyMatch(source -> source.contains('"' + block.page + '"') && source.contains(test));
    }
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : List.of("demo", "runtime", "spark")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  /**
   * Kotlin for Gradle stands in the sample, XML for Maven in a sample, the BOM or the archetype.
   */
  @Test
  void buildsAreThoseOfSamples() throws IOException {
    for (Block block : blocks("kotlin")) {
      assertThat(lines("samples/gradle/build.gradle.kts")).containsAll(trimmed(block.code));
    }
    for (Block block : blocks("xml")) {
      String file =
          switch (block.page) {
            case "README.md" -> "samples/quickstart/pom.xml";
            case "ONNX.md" -> "samples/onnx/pom.xml";
            case "BRING-YOUR-MODEL.md", "EMBED-AND-SEARCH.md" -> "bom/pom.xml";
            default -> "archetype/src/main/resources/archetype-resources/pom.xml";
          };
      assertThat(lines(file)).containsAll(trimmed(block.code));
    }
    assertThat(blocks("kotlin")).isNotEmpty();
    assertThat(blocks("xml")).hasSizeGreaterThan(1);
  }

  private static Set<String> lines(String file) throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    return Set.copyOf(
        trimmed(
            text.replace("${jvm.flags}", "--add-modules=jdk.incubator.vector")
                .replace("${project.version}", Version.NAME)));
  }

  private static List<String> trimmed(String code) {
    return code.lines().map(String::strip).distinct().toList();
  }

  @Test
  void jsonIsJson() throws IOException {
    for (Block block : blocks("json")) {
      try (JsonParser json = new JsonFactory().createParser(block.code)) {
        int tokens = 0;
        while (json.nextToken() != null) {
          tokens++;
        }
        assertThat(tokens).isGreaterThan(2);
      }
    }
    assertThat(blocks("json")).isNotEmpty();
  }

  @Test
  void thereIsNoOtherLanguage() throws IOException {
    assertThat(blocks().stream().map(Block::language).collect(Collectors.toSet()))
        .isSubsetOf(
            Stream.concat(Stream.of("java", "kotlin", "xml", "json"), OTHERS.stream())
                .collect(Collectors.toSet()));
  }
}
