package dev.forja.langchain4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.forja.models.Reranker;
import dev.forja.models.TextEmbedder;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the models answer is what the embedder and the reranker answer, whichever way it is asked.
 */
class ModelsTest {
  private static final Path TASKS = Path.of("../models/src/test/resources/dev/forja/models/tasks");
  private static final List<String> TEXTS =
      List.of("The whale surfaced.", "Shares fell today", "Ada lived in London.", "x");

  private static TextEmbedder embedder;
  private static ForjaEmbeddingModel model;

  @BeforeAll
  static void load() throws IOException {
    embedder = TextEmbedder.load(TASKS.resolve("embedder-7"));
    model = ForjaEmbeddingModel.of(embedder, "tiny");
  }

  private static List<TextSegment> segments() {
    return TEXTS.stream().map(text -> TextSegment.from(text, Metadata.from("id", "1"))).toList();
  }

  private static List<float[]> vectors(List<Embedding> embeddings) {
    return embeddings.stream().map(Embedding::vector).toList();
  }

  @Test
  void textsHaveTheVectorsOfTheEmbedder() {
    Response<List<Embedding>> all = model.embedAll(segments());
    assertThat(vectors(all.content())).containsExactlyElementsOf(embedder.embed(TEXTS));
    assertThat((long) requireNonNull(all.tokenUsage()).inputTokenCount())
        .isEqualTo(embedder.embedAll(TEXTS, _ -> {}).tokens());
    for (String text : TEXTS) {
      assertThat(model.embed(text).content().vector()).isEqualTo(embedder.embed(text));
    }
    assertThat(model.dimension()).isEqualTo(embedder.embed("x").length);
    assertThat(model.modelName()).isEqualTo("tiny");
    assertThat(model.embedder()).isSameAs(embedder);
    assertThat(model.embedAll(List.of()).content()).isEmpty();
  }

  @Test
  void queriesAndDocumentsHaveTheirPrompts() {
    assertThat(as(EmbeddingInputType.QUERY))
        .containsExactlyElementsOf(embedder.withPrompt("query").embed(TEXTS));
    assertThat(as(EmbeddingInputType.DOCUMENT))
        .containsExactlyElementsOf(embedder.withPrompt("document").embed(TEXTS));
    assertThat(as(EmbeddingInputType.QUERY).getFirst())
        .isNotEqualTo(as(EmbeddingInputType.DOCUMENT).getFirst());
  }

  private static List<float[]> as(EmbeddingInputType type) {
    EmbeddingResponse response =
        model.embed(EmbeddingRequest.builder().textSegments(segments()).inputType(type).build());
    assertThat(response.modelName()).isEqualTo("tiny");
    return vectors(response.embeddings());
  }

  @Test
  void whatTheModelCannotDoIsRefused() {
    EmbeddingRequest request = EmbeddingRequest.builder().input("x").dimensions(8).build();
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> model.embed(request))
        .withMessageContaining("dimensions");
  }

  @Test
  void listenersHearOfEachCall() {
    List<Integer> heard = new ArrayList<>();
    EmbeddingModel listened =
        model.addListener(
            new EmbeddingModelListener() {
              @Override
              public void onResponse(EmbeddingModelResponseContext context) {
                heard.add(context.response().content().size());
              }
            });
    listened.embedAll(segments());
    listened.embed("x");
    assertThat(heard).containsExactly(4, 1);
  }

  @Test
  void segmentsHaveTheScoresOfTheReranker() throws IOException {
    Reranker reranker = Reranker.load(TASKS.resolve("reranker-sigmoid"));
    ForjaScoringModel scoring = ForjaScoringModel.of(reranker);
    String query = "Who lived in London?";
    float[] scores = reranker.scores(query, TEXTS);
    List<Double> found = scoring.scoreAll(segments(), query).content();
    assertThat(found).hasSize(scores.length);
    for (int i = 0; i < scores.length; i++) {
      assertThat(found.get(i)).isEqualTo(scores[i]);
      assertThat(scoring.score(TEXTS.get(i), query).content()).isEqualTo(scores[i]);
    }
    List<Content> ordered =
        ReRankingContentAggregator.builder()
            .scoringModel(scoring)
            .build()
            .aggregate(
                Map.of(
                    Query.from(query), List.of(segments().stream().map(Content::from).toList())));
    assertThat(ordered.getFirst().textSegment().text())
        .isEqualTo(TEXTS.get(reranker.rank(query, TEXTS).getFirst().index()));
  }
}
