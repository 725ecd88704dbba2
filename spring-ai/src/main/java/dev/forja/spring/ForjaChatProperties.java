package dev.forja.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which model a Spring Boot application chats with, and how it chooses tokens where a request does
 * not say.
 *
 * <p>Immutable, and safe for use by many threads.
 *
 * @param folder Folder of the model, as a download from Hugging Face makes it. Exactly one of this
 *     and class-path-name is given.
 * @param classPathName Name of a model in a jar on the class path, which ModelJar has packed.
 * @param name Name of the model in responses and observations; by default that of the folder or in
 *     the jar.
 * @param maxTokens Most tokens of an answer.
 * @param temperature How freely tokens are drawn; 0, or nothing, takes the most likely token each
 *     time.
 * @param topP Share of the probability that the tokens to draw from have together.
 * @param topK Number of the most likely tokens to draw from.
 * @param seed Seed of what is drawn; the same seed gives the same answers.
 */
@ConfigurationProperties(ForjaChatProperties.PREFIX)
public record ForjaChatProperties(
    @Nullable String folder,
    @Nullable String classPathName,
    @Nullable String name,
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Long seed) {
  /** What the names of all properties begin with. */
  public static final String PREFIX = "spring.ai.forja.chat";
}
