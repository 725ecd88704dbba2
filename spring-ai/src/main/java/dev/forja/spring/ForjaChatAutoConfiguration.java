package dev.forja.spring;

import dev.forja.io.ModelFileException;
import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Makes the text generator and the chat model of a Spring Boot application of its {@link
 * ForjaChatProperties}, if they name a model or {@code spring.ai.model.chat} is {@code forja}, and
 * unless the application makes them itself.
 *
 * <p>Safe for use by many threads.
 */
@AutoConfiguration
@ConditionalOnClass({ChatModel.class, TextGenerator.class})
@ConditionalOnProperty(
    name = ForjaChatAutoConfiguration.CHOICE,
    havingValue = ForjaEmbeddingModel.PROVIDER,
    matchIfMissing = true)
@Conditional(ForjaChatAutoConfiguration.IsWanted.class)
@EnableConfigurationProperties(ForjaChatProperties.class)
public final class ForjaChatAutoConfiguration {
  /** The property by which applications choose among chat models. */
  static final String CHOICE = "spring.ai.model.chat";

  /** Used by Spring. */
  public ForjaChatAutoConfiguration() {}

  /** An application that only embeds names no model for chats. */
  static final class IsWanted extends AnyNestedCondition {
    IsWanted() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(name = CHOICE, havingValue = ForjaEmbeddingModel.PROVIDER)
    static final class IsChosen {}

    @ConditionalOnProperty(prefix = ForjaChatProperties.PREFIX, name = "folder")
    static final class HasFolder {}

    @ConditionalOnProperty(prefix = ForjaChatProperties.PREFIX, name = "class-path-name")
    static final class HasJar {}
  }

  /**
   * The generator of the model that the properties name.
   *
   * @throws ModelFileException if the model cannot be loaded; the message names the file
   * @throws IllegalStateException if the properties name no model, or two
   */
  @Bean
  @ConditionalOnMissingBean
  public TextGenerator forjaTextGenerator(ForjaChatProperties properties)
      throws ModelFileException {
    return TextGenerator.load(choice(properties).files());
  }

  /** The chat model. */
  @Bean
  @ConditionalOnMissingBean(ChatModel.class)
  public ForjaChatModel forjaChatModel(
      TextGenerator generator,
      ForjaChatProperties properties,
      ObjectProvider<ObservationRegistry> observations) {
    GenerateOptions options = GenerateOptions.defaults();
    Integer most = properties.maxTokens();
    Long seed = properties.seed();
    options = most == null ? options : options.withMaxNewTokens(most);
    options = seed == null ? options : options.withSeed(seed);
    return ForjaChatModel.of(generator, choice(properties).name(properties.name()))
        .withOptions(
            ChatPrompts.drawn(
                options, properties.temperature(), properties.topP(), properties.topK()))
        .withObservations(observations.getIfUnique(() -> ObservationRegistry.NOOP));
  }

  private static ModelChoice choice(ForjaChatProperties properties) {
    return new ModelChoice(
        ForjaChatProperties.PREFIX, properties.folder(), properties.classPathName());
  }
}
