package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.Aggregation;
import dev.forja.models.Entity;
import dev.forja.models.ModelFiles;
import dev.forja.models.ModelJar;
import dev.forja.models.Reranker;
import dev.forja.models.TextClassifier;
import dev.forja.models.TextEmbedder;
import dev.forja.models.TokenClassifier;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about models from elsewhere: its code, compiled and run on tiny models. */
class BringYourModelTest {
  private static final Path TASKS = Path.of("../models/src/test/resources/dev/forja/models/tasks");

  private final List<String> passages =
      List.of("The whale surfaced.", "Shares fell today.", "Ada lived in London.");

  @Test
  void passagesAreFoundByTheirVectors() throws IOException {
    Path folder = TASKS.resolve("embedder-0");
    // tag::embed
    TextEmbedder embedder = TextEmbedder.load(folder);
    List<float[]> vectors = embedder.embed(passages); // in their order, on all threads
    float[] query = embedder.embed("What came out of the water?");
    int best = nearest(vectors, query); // the largest product of two vectors
    // end::embed
    assertThat(passages.get(best)).isNotEmpty();
    assertThat(nearest(vectors, embedder.embed(passages.get(1)))).isEqualTo(1);
  }

  private static int nearest(List<float[]> vectors, float[] query) {
    int best = 0;
    for (int i = 1; i < vectors.size(); i++) {
      best = dot(vectors.get(i), query) > dot(vectors.get(best), query) ? i : best;
    }
    return best;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void passagesAreReordered() throws IOException {
    Path folder = TASKS.resolve("reranker-sigmoid");
    // tag::rerank
    Reranker reranker = Reranker.load(folder);
    List<Reranker.Hit> ranked = reranker.rank("Who threw?", passages);
    String answer = passages.get(ranked.getFirst().index());
    // end::rerank
    assertThat(reranker.score("Who threw?", answer)).isEqualTo(ranked.getFirst().score());
  }

  @Test
  void textsAndTheirPartsGetLabels() throws IOException {
    Path folder = TASKS.resolve("classifier-bert-None");
    Path other = TASKS.resolve("tokens-bert");
    String text = "Ada lived in London.";
    // tag::classify
    TextClassifier.Label label = TextClassifier.load(folder).classify("What a film!").getFirst();
    List<Entity> entities =
        TokenClassifier.load(other).withAggregation(Aggregation.FIRST).entities(text);
    // end::classify
    assertThat(label.name()).isIn("bad", "fair", "good");
    assertThat(entities)
        .allSatisfy(
            entity ->
                assertThat(entity.text()).isEqualTo(text.substring(entity.start(), entity.end())));
  }

  @Test
  void aJarHoldsAModel(@TempDir Path temp) throws IOException {
    Path folder = TASKS.resolve("embedder-0");
    Path jar = temp.resolve("my-model.jar");
    ModelJar.pack(folder, "my-model", jar);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      // tag::packed
      ModelJar.pack(folder, "my-model", jar); // the command does the same
      TextEmbedder embedder = TextEmbedder.load(ModelFiles.onClassPath("my-model", loader));
      // end::packed
      assertThat(embedder.embed("Ada")).isEqualTo(TextEmbedder.load(folder).embed("Ada"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embed", "rerank", "classify", "packed"})
  void thePageShowsThisCode(String part) throws IOException {
    Shown.isOnPage(BringYourModelTest.class, "BRING-YOUR-MODEL.md", part);
  }
}
