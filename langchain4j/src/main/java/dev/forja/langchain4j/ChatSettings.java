package dev.forja.langchain4j;

import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;

/**
 * What both chat models are made of.
 *
 * @param name the name of the model in responses
 * @param options what requests leave open
 */
record ChatSettings(
    TextGenerator generator,
    String name,
    GenerateOptions options,
    List<ChatModelListener> listeners) {
  static ChatSettings of(TextGenerator generator, String name) {
    return new ChatSettings(generator, name, GenerateOptions.defaults(), List.of());
  }

  ChatSettings withOptions(GenerateOptions value) {
    return new ChatSettings(generator, name, value, listeners);
  }

  ChatSettings withListeners(List<ChatModelListener> value) {
    return new ChatSettings(generator, name, options, List.copyOf(value));
  }

  ChatRequestParameters defaults() {
    return ChatRequestParameters.builder().modelName(name).build();
  }
}
