package dev.forja.spring;

import dev.forja.models.Embeddings;
import dev.forja.models.TextEmbedder;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.ai.embedding.observation.DefaultEmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationDocumentation;

/**
 * A {@link TextEmbedder} as an embedding model of Spring AI.
 *
 * <p>Documents get the prompt that the model has for documents, and texts that are embedded alone,
 * as vector stores do with queries, the one for queries ({@link TextEmbedder#forDocuments}, {@link
 * TextEmbedder#forQueries}). Most models have none, and treat both alike. {@link #of} with two
 * embedders decides it otherwise.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ForjaEmbeddingModel implements EmbeddingModel {
  /** What observations call the system that embeds. */
  static final String PROVIDER = "forja";

  private static final EmbeddingModelObservationConvention CONVENTION =
      new DefaultEmbeddingModelObservationConvention();

  private final TextEmbedder texts;
  private final TextEmbedder documents;
  private final Settings settings;
  private final int dimensions;

  /** What does not change what is computed. */
  private record Settings(String name, MetadataMode metadata, ObservationRegistry observations) {}

  private ForjaEmbeddingModel(TextEmbedder texts, TextEmbedder documents, Settings settings) {
    this.texts = texts;
    this.documents = documents;
    this.settings = settings;
    this.dimensions = texts.embed("dimension").length;
  }

  /**
   * A model that embeds with this embedder. It embeds one word now, to know the length of vectors.
   *
   * @param name what responses and observations call the model
   */
  public static ForjaEmbeddingModel of(TextEmbedder embedder, String name) {
    return of(embedder.forQueries(), embedder.forDocuments(), name);
  }

  /**
   * As {@link #of(TextEmbedder, String)}, with two embedders of one model, such as with different
   * prompts.
   *
   * @param texts embeds texts that are embedded alone, such as queries
   * @param documents embeds documents
   */
  public static ForjaEmbeddingModel of(TextEmbedder texts, TextEmbedder documents, String name) {
    return new ForjaEmbeddingModel(
        texts, documents, new Settings(name, MetadataMode.NONE, ObservationRegistry.NOOP));
  }

  /** This model, reading also the metadata of documents, as this says; else it reads none. */
  public ForjaEmbeddingModel withMetadataMode(MetadataMode mode) {
    return new ForjaEmbeddingModel(
        texts, documents, new Settings(settings.name, mode, settings.observations));
  }

  /** This model, reporting each call to this registry, as the models of Spring AI do. */
  public ForjaEmbeddingModel withObservations(ObservationRegistry registry) {
    return new ForjaEmbeddingModel(
        texts, documents, new Settings(settings.name, settings.metadata, registry));
  }

  /** The embedder of texts that are embedded alone. */
  public TextEmbedder embedder() {
    return texts;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  /**
   * The text of a document, with the metadata that the mode says.
   *
   * @throws IllegalArgumentException if the document has no text
   */
  @Override
  public String getEmbeddingContent(Document document) {
    String text = document.getText();
    if (text == null) {
      throw new IllegalArgumentException(
          "the document %s has no text, so it cannot be embedded".formatted(document.getId()));
    }
    return settings.metadata == MetadataMode.NONE
        ? text
        : document.getFormattedContent(settings.metadata);
  }

  /**
   * The vectors of texts, and the number of tokens that were read.
   *
   * @throws IllegalArgumentException if the options ask for vectors of another length than the
   *     model gives
   */
  @Override
  public EmbeddingResponse call(EmbeddingRequest request) {
    return call(texts, request);
  }

  @Override
  public float[] embed(Document document) {
    EmbeddingRequest request =
        new EmbeddingRequest(
            List.of(getEmbeddingContent(document)), EmbeddingOptions.builder().build());
    return call(documents, request).getResult().getOutput();
  }

  /** The vectors of documents. All are embedded at once, since no service limits how many. */
  @Override
  public List<float[]> embed(
      List<Document> all, @Nullable EmbeddingOptions options, BatchingStrategy batches) {
    EmbeddingRequest request =
        new EmbeddingRequest(all.stream().map(this::getEmbeddingContent).toList(), options);
    return call(documents, request).getResults().stream().map(Embedding::getOutput).toList();
  }

  private EmbeddingResponse call(TextEmbedder embedder, EmbeddingRequest request) {
    EmbeddingOptions options = request.getOptions();
    Integer asked = options == null ? null : options.getDimensions();
    if (asked != null && asked != dimensions) {
      throw new IllegalArgumentException(
          "the options ask for vectors of length %d, but those of %s have length %d"
              .formatted(asked, settings.name, dimensions));
    }
    EmbeddingRequest named =
        new EmbeddingRequest(
            request.getInstructions(),
            EmbeddingOptions.builder().model(settings.name).dimensions(dimensions).build());
    EmbeddingModelObservationContext context =
        EmbeddingModelObservationContext.builder()
            .embeddingRequest(named)
            .provider(PROVIDER)
            .build();
    return EmbeddingModelObservationDocumentation.EMBEDDING_MODEL_OPERATION
        .observation(null, CONVENTION, () -> context, settings.observations)
        .observe(
            () -> {
              EmbeddingResponse response = respond(embedder, request.getInstructions());
              context.setResponse(response);
              return response;
            });
  }

  private EmbeddingResponse respond(TextEmbedder embedder, List<String> all) {
    Embeddings found = embedder.embedAll(all, _ -> {});
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      vectors.add(new Embedding(found.get(i), i));
    }
    DefaultUsage usage = new DefaultUsage(Math.toIntExact(found.tokens()), 0);
    return new EmbeddingResponse(vectors, new EmbeddingResponseMetadata(settings.name, usage));
  }
}
