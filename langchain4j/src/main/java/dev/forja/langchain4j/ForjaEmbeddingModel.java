package dev.forja.langchain4j;

import dev.forja.models.Embeddings;
import dev.forja.models.TextEmbedder;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TextEmbedder} as an embedding model of langchain4j.
 *
 * <pre>{@code
 * EmbeddingModel model =
 *     ForjaEmbeddingModel.of(TextEmbedder.load(Path.of("bge-small-en-v1.5")), "bge-small-en-v1.5");
 * }</pre>
 *
 * <p>A request may say that its texts are queries or documents. They then get the prompt that the
 * model has for these ({@link TextEmbedder#forQueries}, {@link TextEmbedder#forDocuments}). The
 * ingestor and the retriever of langchain4j say it if they are told by {@code embeddingInputType}.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ForjaEmbeddingModel implements EmbeddingModel {
  private final TextEmbedder embedder;
  private final String name;
  private final int dimension;

  private ForjaEmbeddingModel(TextEmbedder embedder, String name) {
    this.embedder = embedder;
    this.name = name;
    this.dimension = embedder.embed("dimension").length;
  }

  /**
   * A model that embeds with this embedder. It embeds one word now, to know the length of vectors.
   *
   * @param name what {@link #modelName} and responses call the model
   */
  public static ForjaEmbeddingModel of(TextEmbedder embedder, String name) {
    return new ForjaEmbeddingModel(embedder, name);
  }

  /** The embedder, whose model and tokenizer are those of this model. */
  public TextEmbedder embedder() {
    return embedder;
  }

  @Override
  public String modelName() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /** Only whether texts are queries or documents. */
  @Override
  public Set<EmbeddingParameter<?>> supportedParameters() {
    return Set.of(EmbeddingRequestParameters.INPUT_TYPE);
  }

  /** The vectors of texts, and the number of tokens that were read. */
  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
    Embeddings found = as(request.inputType()).embedAll(texts, _ -> {});
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      vectors.add(Embedding.from(found.get(i)));
    }
    return EmbeddingResponse.builder()
        .embeddings(vectors)
        .modelName(name)
        .tokenUsage(new TokenUsage(Math.toIntExact(found.tokens())))
        .build();
  }

  private TextEmbedder as(@Nullable EmbeddingInputType type) {
    if (type == null) {
      return embedder;
    }
    return type == EmbeddingInputType.QUERY ? embedder.forQueries() : embedder.forDocuments();
  }
}
