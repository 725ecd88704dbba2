package dev.forja.spring;

import dev.forja.io.ModelFileException;
import dev.forja.models.TextEmbedder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes the embedder and the embedding model of a Spring Boot application of its {@link
 * ForjaEmbeddingProperties}, if {@code spring.ai.model.embedding} is {@code forja} or is not set,
 * and unless the application makes them itself.
 *
 * <p>Safe for use by many threads.
 */
@AutoConfiguration
@ConditionalOnClass({EmbeddingModel.class, TextEmbedder.class})
@ConditionalOnProperty(
    name = "spring.ai.model.embedding",
    havingValue = ForjaEmbeddingModel.PROVIDER,
    matchIfMissing = true)
@EnableConfigurationProperties(ForjaEmbeddingProperties.class)
public final class ForjaEmbeddingAutoConfiguration {
  /** Used by Spring. */
  public ForjaEmbeddingAutoConfiguration() {}

  /**
   * The embedder of the model that the properties name.
   *
   * @throws ModelFileException if the model cannot be loaded; the message names the file
   * @throws IllegalStateException if the properties name no model, or two
   */
  @Bean
  @ConditionalOnMissingBean
  public TextEmbedder forjaTextEmbedder(ForjaEmbeddingProperties properties)
      throws ModelFileException {
    TextEmbedder embedder = TextEmbedder.load(choice(properties).files());
    Integer length = properties.maxLength();
    return length == null ? embedder : embedder.withMaxLength(length);
  }

  /** The embedding model. */
  @Bean
  @ConditionalOnMissingBean(EmbeddingModel.class)
  public ForjaEmbeddingModel forjaEmbeddingModel(
      TextEmbedder embedder,
      ForjaEmbeddingProperties properties,
      ObjectProvider<ObservationRegistry> observations) {
    String text = properties.textPrompt();
    String document = properties.documentPrompt();
    return ForjaEmbeddingModel.of(
            text == null ? embedder.forQueries() : embedder.withPrompt(text),
            document == null ? embedder.forDocuments() : embedder.withPrompt(document),
            choice(properties).name(properties.name()))
        .withMetadataMode(properties.metadataMode())
        .withObservations(observations.getIfUnique(() -> ObservationRegistry.NOOP));
  }

  private static ModelChoice choice(ForjaEmbeddingProperties properties) {
    return new ModelChoice(
        ForjaEmbeddingProperties.PREFIX, properties.folder(), properties.classPathName());
  }
}
