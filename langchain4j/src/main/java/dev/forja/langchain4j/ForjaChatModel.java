package dev.forja.langchain4j;

import dev.forja.models.ChatTemplateOptions;
import dev.forja.models.GenerateOptions;
import dev.forja.models.ModelLoadException;
import dev.forja.models.TextGenerator;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A {@link TextGenerator} as a chat model of langchain4j. The chat template of the model's files
 * makes the text that it reads.
 *
 * <pre>{@code
 * ChatModel model = ForjaChatModel.of(TextGenerator.load(folder), "SmolLM2-135M-Instruct");
 * String answer = model.chat("Who was Ahab?");
 * }</pre>
 *
 * <p>Of a request, temperature, top-p, top-k, the number of tokens and stop sequences are used. A
 * temperature of 0 takes the most likely token each time, which is also what happens if nothing is
 * asked for. Tools, penalties and formats of responses are refused with an {@code
 * UnsupportedFeatureException}.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ForjaChatModel implements ChatModel {
  private final ChatSettings settings;

  private ForjaChatModel(ChatSettings settings) {
    this.settings = settings;
  }

  /**
   * A model that answers with this generator.
   *
   * @param name the name of the model in responses
   */
  public static ForjaChatModel of(TextGenerator generator, String name) {
    return new ForjaChatModel(ChatSettings.of(generator, name));
  }

  /** This model with options for what requests leave open, such as the seed. */
  public ForjaChatModel withOptions(GenerateOptions value) {
    return new ForjaChatModel(settings.withOptions(value));
  }

  /** This model, whose calls these listeners hear of. */
  public ForjaChatModel withListeners(List<ChatModelListener> value) {
    return new ForjaChatModel(settings.withListeners(value));
  }

  /** The generator. */
  public TextGenerator generator() {
    return settings.generator();
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return settings.defaults();
  }

  @Override
  public List<ChatModelListener> listeners() {
    return settings.listeners();
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    GenerateOptions wanted = ChatRequests.options(request, settings.options());
    try {
      return ChatRequests.response(
          settings
              .generator()
              .answer(
                  ChatRequests.messages(request),
                  ChatTemplateOptions.defaults(),
                  wanted,
                  _ -> true),
          settings.name());
    } catch (ModelLoadException e) {
      throw new UncheckedIOException(e);
    }
  }
}
