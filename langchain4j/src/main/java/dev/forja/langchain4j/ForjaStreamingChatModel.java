package dev.forja.langchain4j;

import dev.forja.models.ChatAnswer;
import dev.forja.models.ChatMessage;
import dev.forja.models.ChatTemplateOptions;
import dev.forja.models.GenerateOptions;
import dev.forja.models.ModelLoadException;
import dev.forja.models.TextGenerator;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;

/**
 * A {@link TextGenerator} as a chat model of langchain4j that gives its answer as it is written. A
 * call returns at once; the answer is written on a virtual thread of its own, from which the
 * handler is called. A handler that cancels gets no further calls.
 *
 * <p>What requests may ask for is as in {@link ForjaChatModel}. Immutable, and safe for use by many
 * threads.
 */
public final class ForjaStreamingChatModel implements StreamingChatModel {
  private final ChatSettings settings;

  private ForjaStreamingChatModel(ChatSettings settings) {
    this.settings = settings;
  }

  /**
   * A model that answers with this generator.
   *
   * @param name the name of the model in responses
   */
  public static ForjaStreamingChatModel of(TextGenerator generator, String name) {
    return new ForjaStreamingChatModel(ChatSettings.of(generator, name));
  }

  /** This model with options for what requests leave open, such as the seed. */
  public ForjaStreamingChatModel withOptions(GenerateOptions value) {
    return new ForjaStreamingChatModel(settings.withOptions(value));
  }

  /** This model, whose calls these listeners hear of. */
  public ForjaStreamingChatModel withListeners(List<ChatModelListener> value) {
    return new ForjaStreamingChatModel(settings.withListeners(value));
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
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    GenerateOptions wanted = ChatRequests.options(request, settings.options());
    List<ChatMessage> messages = ChatRequests.messages(request);
    Thread.ofVirtual().name("forja-chat").start(() -> write(messages, wanted, handler));
  }

  private void write(
      List<ChatMessage> messages, GenerateOptions wanted, StreamingChatResponseHandler handler) {
    Handle handle = new Handle();
    ChatAnswer answer;
    try {
      answer =
          settings
              .generator()
              .answer(
                  messages,
                  ChatTemplateOptions.defaults(),
                  wanted,
                  piece -> {
                    if (!piece.isEmpty() && !handle.isCancelled()) {
                      handler.onPartialResponse(
                          new PartialResponse(piece), new PartialResponseContext(handle));
                    }
                    return !handle.isCancelled();
                  });
    } catch (ModelLoadException | RuntimeException | Error e) {
      handler.onError(e);
      return;
    }
    if (!handle.isCancelled()) {
      handler.onCompleteResponse(ChatRequests.response(answer, settings.name()));
    }
  }

  /** Lets a handler cancel. */
  private static final class Handle implements StreamingHandle {
    private volatile boolean cancelled;

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
