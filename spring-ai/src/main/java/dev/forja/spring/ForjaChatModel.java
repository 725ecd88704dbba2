package dev.forja.spring;

import dev.forja.models.ChatAnswer;
import dev.forja.models.ChatMessage;
import dev.forja.models.ChatTemplateOptions;
import dev.forja.models.GenerateOptions;
import dev.forja.models.ModelLoadException;
import dev.forja.models.TextGenerator;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/**
 * A {@link TextGenerator} as a chat model of Spring AI. The chat template of the model's files
 * makes the text that it reads.
 *
 * <pre>{@code
 * ChatModel model = ForjaChatModel.of(TextGenerator.load(folder), "SmolLM2-135M-Instruct");
 * String answer = model.call("Who was Ahab?");
 * }</pre>
 *
 * <p>Of a prompt's options, temperature, top-p, top-k, the number of tokens and stop sequences are
 * used. A temperature of 0 takes the most likely token each time, which is also what happens if
 * nothing is asked for. Tools, media and penalties are refused with an {@link
 * UnsupportedOperationException}. A stream computes each piece on a thread of {@link
 * Schedulers#boundedElastic}, and ends when its reader cancels.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ForjaChatModel implements ChatModel {
  private static final ChatModelObservationConvention CONVENTION =
      new DefaultChatModelObservationConvention();

  private final TextGenerator generator;
  private final String name;
  private final GenerateOptions options;
  private final ObservationRegistry observations;

  private ForjaChatModel(
      TextGenerator generator,
      String name,
      GenerateOptions options,
      ObservationRegistry observations) {
    this.generator = generator;
    this.name = name;
    this.options = options;
    this.observations = observations;
  }

  /**
   * A model that answers with this generator.
   *
   * @param name what responses and observations call the model
   */
  public static ForjaChatModel of(TextGenerator generator, String name) {
    return new ForjaChatModel(
        generator, name, GenerateOptions.defaults(), ObservationRegistry.NOOP);
  }

  /** This model with options for what prompts leave open, such as the seed. */
  public ForjaChatModel withOptions(GenerateOptions value) {
    return new ForjaChatModel(generator, name, value, observations);
  }

  /** This model, reporting each call to this registry, as the models of Spring AI do. */
  public ForjaChatModel withObservations(ObservationRegistry registry) {
    return new ForjaChatModel(generator, name, options, registry);
  }

  /** The generator. */
  public TextGenerator generator() {
    return generator;
  }

  @Override
  public ChatOptions getOptions() {
    return ChatOptions.builder().model(name).build();
  }

  @Override
  public ChatResponse call(Prompt prompt) {
    return observed(prompt, false, _ -> true);
  }

  @Override
  public Flux<ChatResponse> stream(Prompt prompt) {
    return Flux.<ChatResponse>create(sink -> write(prompt, sink))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** Gives pieces as they come, and at the end what {@link #call} says beside the text. */
  private void write(Prompt prompt, FluxSink<ChatResponse> sink) {
    try {
      ChatResponse whole =
          observed(
              prompt,
              true,
              piece -> {
                if (!piece.isEmpty()) {
                  sink.next(new ChatResponse(List.of(new Generation(new AssistantMessage(piece)))));
                }
                return !sink.isCancelled();
              });
      Generation end = Objects.requireNonNull(whole.getResult());
      sink.next(
          new ChatResponse(
              List.of(new Generation(new AssistantMessage(""), end.getMetadata())),
              whole.getMetadata()));
      sink.complete();
    } catch (RuntimeException
        | Error e) { // an error that stays here would let the reader wait for ever
      sink.error(e);
    }
  }

  private ChatResponse observed(Prompt prompt, boolean streaming, Predicate<String> more) {
    @Nullable ChatOptions wanted = prompt.getOptions();
    ChatModelObservationContext context =
        ChatModelObservationContext.builder()
            .prompt(wanted == null ? new Prompt(prompt.getInstructions(), getOptions()) : prompt)
            .provider(ForjaEmbeddingModel.PROVIDER)
            .streaming(streaming)
            .build();
    Observation observation =
        ChatModelObservationDocumentation.CHAT_MODEL_OPERATION.observation(
            null, CONVENTION, () -> context, observations);
    return observation.observe(
        () -> {
          ChatResponse response =
              answer(ChatPrompts.messages(prompt), ChatPrompts.options(wanted, options), more);
          context.setResponse(response);
          return response;
        });
  }

  private ChatResponse answer(
      List<ChatMessage> messages, GenerateOptions wanted, Predicate<String> more) {
    ChatAnswer answer;
    try {
      answer = generator.answer(messages, ChatTemplateOptions.defaults(), wanted, more);
    } catch (ModelLoadException e) {
      throw new UncheckedIOException(e);
    }
    ChatGenerationMetadata how =
        ChatGenerationMetadata.builder()
            .finishReason(answer.end().name().toLowerCase(Locale.ROOT))
            .build();
    ChatResponseMetadata about =
        ChatResponseMetadata.builder()
            .model(name)
            .usage(new DefaultUsage(answer.promptTokens(), answer.newTokens()))
            .build();
    return new ChatResponse(
        List.of(new Generation(new AssistantMessage(answer.text()), how)), about);
  }
}
