package dev.forja.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.RealModel;
import dev.forja.models.TextEmbedder;
import dev.forja.tokenizers.EncodeOptions;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.IngestionResult;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of langchain4j: it puts a small corpus into its vector store and asks it. */
class RetrievalTest {
  private static final Map<String, String> ANSWERS = new LinkedHashMap<>();

  static {
    ANSWERS.put(
        "Where did the animal come out of the sea?",
        "The whale surfaced beside the boat; the harpooner stood up and threw.");
    ANSWERS.put(
        "How is the economy doing?",
        "Shares lost value this morning, and so did government bonds.");
    ANSWERS.put("Who makes music?", "A man sits on the porch and plays an old guitar.");
    ANSWERS.put("How do I keep bread fresh?", "A loaf stays soft for days in a box made of wood.");
    ANSWERS.put(
        "What is the capital of France?", "Paris lies on the Seine, and the government is there.");
  }

  @TempDir private Path folder;

  @Test
  void findsThePassageThatAnswersEachQuestion() throws IOException {
    TextEmbedder embedder = TextEmbedder.load(RealModel.MINI_LM.write(folder));
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    List<Document> documents = ANSWERS.values().stream().map(Document::from).toList();
    // tag::retrieval
    EmbeddingModel model = ForjaEmbeddingModel.of(embedder, "all-MiniLM-L6-v2");
    EmbeddingStoreIngestor ingestor =
        EmbeddingStoreIngestor.builder()
            .embeddingModel(model)
            .embeddingInputType(EmbeddingInputType.DOCUMENT)
            .embeddingStore(store)
            .build();
    IngestionResult ingested = ingestor.ingest(documents);
    ContentRetriever retriever =
        EmbeddingStoreContentRetriever.builder()
            .embeddingModel(model)
            .embeddingInputType(EmbeddingInputType.QUERY)
            .embeddingStore(store)
            .maxResults(2)
            .build();
    // end::retrieval
    EncodeOptions whole = EncodeOptions.defaults().withoutPadding();
    int tokens =
        ANSWERS.values().stream()
            .mapToInt(text -> embedder.tokenizer().encode(text, whole).size())
            .sum();
    assertThat(ingested.tokenUsage().inputTokenCount()).isEqualTo(tokens);
    ANSWERS.forEach(
        (question, answer) -> {
          List<Content> found = retriever.retrieve(Query.from(question));
          assertThat(found).hasSize(2);
          assertThat(found.getFirst().textSegment().text()).isEqualTo(answer);
        });
  }
}
