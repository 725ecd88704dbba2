package dev.forja.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.forja.models.TextEmbedder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.TokenCountBatchingStrategy;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.util.MimeTypeUtils;

/** What the model answers is what the embedder answers, whichever way it is asked. */
class ForjaEmbeddingModelTest {
  static final Path TASKS = Path.of("../models/src/test/resources/dev/forja/models/tasks");
  private static final List<String> TEXTS =
      List.of("The whale surfaced.", "Shares fell today", "Ada lived in London.", "x");

  private static TextEmbedder embedder;
  private static ForjaEmbeddingModel model;

  @BeforeAll
  static void load() throws IOException {
    embedder = TextEmbedder.load(TASKS.resolve("embedder-7"));
    model = ForjaEmbeddingModel.of(embedder, "tiny");
  }

  private static List<Document> documents() {
    return TEXTS.stream().map(text -> new Document(text, Map.of("author", "Ada"))).toList();
  }

  @Test
  void textsHaveTheVectorsOfQueries() {
    TextEmbedder queries = embedder.withPrompt("query");
    assertThat(model.embed(TEXTS)).containsExactlyElementsOf(queries.embed(TEXTS));
    assertThat(model.embed("x")).isEqualTo(queries.embed("x"));
    assertThat(model.embedder().embed("x")).isEqualTo(queries.embed("x"));
    assertThat(model.dimensions()).isEqualTo(queries.embed("x").length);
    EmbeddingResponse response = model.embedForResponse(TEXTS);
    assertThat(response.getMetadata().getModel()).isEqualTo("tiny");
    assertThat((long) response.getMetadata().getUsage().getPromptTokens())
        .isEqualTo(queries.embedAll(TEXTS, _ -> {}).tokens());
    assertThat(response.getResults())
        .extracting(each -> each.getIndex())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void documentsHaveTheirPromptAndTheMetadataThatTheModeSays() {
    TextEmbedder documents = embedder.withPrompt("document");
    List<float[]> wanted = documents.embed(TEXTS);
    assertThat(model.embed(documents(), null, new TokenCountBatchingStrategy()))
        .containsExactlyElementsOf(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(model.embed(documents().get(i))).isEqualTo(wanted.get(i));
    }
    assertThat(wanted.getFirst()).isNotEqualTo(model.embed(TEXTS.getFirst()));
    ForjaEmbeddingModel reading = model.withMetadataMode(MetadataMode.EMBED);
    String formatted = documents().getFirst().getFormattedContent(MetadataMode.EMBED);
    assertThat(formatted).contains("Ada");
    assertThat(reading.embed(documents().getFirst())).isEqualTo(documents.embed(formatted));
  }

  @Test
  void aDocumentWithoutTextIsRefused() {
    Document image =
        new Document(Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data("x").build(), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.embed(image))
        .withMessageContaining(image.getId());
  }

  @Test
  void anotherLengthOfVectorsIsRefused() {
    EmbeddingOptions options = EmbeddingOptions.builder().dimensions(1_000).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.call(new EmbeddingRequest(TEXTS, options)))
        .withMessageContainingAll("1000", String.valueOf(model.dimensions()), "tiny");
  }

  @Test
  void callsAreObservedWithTheirTokens() {
    List<EmbeddingModelObservationContext> observed = new ArrayList<>();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<EmbeddingModelObservationContext>() {
              @Override
              public void onStop(EmbeddingModelObservationContext context) {
                observed.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context instanceof EmbeddingModelObservationContext;
              }
            });
    model.withObservations(registry).embed(TEXTS);
    assertThat(observed).hasSize(1);
    assertThat(observed.getFirst().getContextualName()).isEqualTo("embedding tiny");
    assertThat(
            Objects.requireNonNull(observed.getFirst().getResponse())
                .getMetadata()
                .getUsage()
                .getPromptTokens())
        .isPositive();
  }
}
