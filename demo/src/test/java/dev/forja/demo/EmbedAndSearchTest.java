package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.TextEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page about search, and about frameworks: its code, which is compiled and run here, and in the
 * tests of the modules for these frameworks.
 */
class EmbedAndSearchTest {
  private static final String PAGE = "EMBED-AND-SEARCH.md";

  @Test
  void questionsAndPassagesHaveTheirPrompts() throws IOException {
    Path folder = Path.of("../models/src/test/resources/dev/forja/models/tasks/embedder-7");
    List<String> passages = List.of("The whale surfaced.", "Shares fell today.");
    // tag::search
    TextEmbedder embedder = TextEmbedder.load(folder);
    List<float[]> vectors = embedder.forDocuments().embed(passages);
    float[] question = embedder.forQueries().embed("Who plays?");
    // end::search
    assertThat(vectors).hasSize(2);
    assertThat(question).hasSameSizeAs(vectors.getFirst());
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    Shown.isOnPage(EmbedAndSearchTest.class, PAGE, "search");
  }

  @Test
  void thePageShowsTheCodeOfOtherModules() throws IOException {
    Path langchain4j = Path.of("../langchain4j/src/test/java/dev/forja/langchain4j");
    Shown.isOnPage(langchain4j.resolve("RetrievalTest.java"), "RetrievalTest", PAGE, "retrieval");
    Path micrometer = Path.of("../micrometer/src/test/java/dev/forja/micrometer");
    Shown.isOnPage(micrometer.resolve("MetricsTest.java"), "MetricsTest", PAGE, "bind");
  }
}
