package dev.forja.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.MetadataMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which model a Spring Boot application embeds with.
 *
 * <p>Immutable, and safe for use by many threads.
 *
 * @param folder Folder of the model, as a download from Hugging Face makes it. Exactly one of this
 *     and class-path-name is given.
 * @param classPathName Name of a model in a jar on the class path, which ModelJar has packed.
 * @param name Name of the model in responses and observations; by default that of the folder or in
 *     the jar.
 * @param maxLength Most tokens of a text that are read; by default as many as the model was made
 *     for.
 * @param textPrompt Name of the model's prompt for texts that are embedded alone, such as queries;
 *     by default the one for queries, if there is one.
 * @param documentPrompt Name of the model's prompt for documents; by default the one for documents,
 *     if there is one.
 * @param metadataMode Which metadata of documents are embedded with their text.
 */
@ConfigurationProperties(ForjaEmbeddingProperties.PREFIX)
public record ForjaEmbeddingProperties(
    @Nullable String folder,
    @Nullable String classPathName,
    @Nullable String name,
    @Nullable Integer maxLength,
    @Nullable String textPrompt,
    @Nullable String documentPrompt,
    @DefaultValue("NONE") MetadataMode metadataMode) {
  /** What the names of all properties begin with. */
  public static final String PREFIX = "spring.ai.forja.embedding";
}
