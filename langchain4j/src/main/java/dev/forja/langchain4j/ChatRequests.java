package dev.forja.langchain4j;

import dev.forja.models.ChatAnswer;
import dev.forja.models.ChatMessage;
import dev.forja.models.GenerateOptions;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** Requests and responses of langchain4j in the words of Forja. */
final class ChatRequests {
  private ChatRequests() {}

  static List<ChatMessage> messages(ChatRequest request) {
    List<ChatMessage> messages = new ArrayList<>();
    for (var message : request.messages()) {
      messages.add(
          switch (message) {
            case SystemMessage system -> ChatMessage.system(system.text());
            case UserMessage user -> user(user);
            case AiMessage answer when !answer.hasToolExecutionRequests() ->
                ChatMessage.assistant(answer.text() == null ? "" : answer.text());
            default -> throw unsupported("messages of the type " + message.type());
          });
    }
    return messages;
  }

  private static ChatMessage user(UserMessage user) {
    List<String> texts = new ArrayList<>();
    for (Content content : user.contents()) {
      if (!(content instanceof TextContent text)) {
        throw unsupported("content of the type " + content.type());
      }
      texts.add(text.text());
    }
    ChatMessage message = ChatMessage.user(String.join("\n", texts));
    return user.name() == null ? message : message.with("name", user.name());
  }

  private static UnsupportedFeatureException unsupported(String what) {
    return new UnsupportedFeatureException(what + " are not supported by models of Forja");
  }

  /** The options, with what the request says. */
  static GenerateOptions options(ChatRequest request, GenerateOptions given) {
    ChatRequestParameters wanted = request.parameters();
    if (!wanted.toolSpecifications().isEmpty()) {
      throw unsupported("tools");
    }
    if (wanted.frequencyPenalty() != null || wanted.presencePenalty() != null) {
      throw unsupported("frequency and presence penalties");
    }
    if (wanted.responseFormat() != null
        && wanted.responseFormat().type() != ResponseFormatType.TEXT) {
      throw unsupported("responses in JSON");
    }
    GenerateOptions options = given;
    if (wanted.maxOutputTokens() != null) {
      options = options.withMaxNewTokens(wanted.maxOutputTokens());
    }
    if (!wanted.stopSequences().isEmpty()) {
      options = options.withStopStrings(wanted.stopSequences().toArray(String[]::new));
    }
    if (wanted.topP() != null) {
      options = options.withDoSample(true).withTopP(wanted.topP());
    }
    if (wanted.topK() != null) {
      options = options.withDoSample(true).withTopK(wanted.topK());
    }
    if (wanted.temperature() != null) {
      boolean drawn = wanted.temperature() != 0;
      options = options.withDoSample(drawn);
      options = drawn ? options.withTemperature(wanted.temperature()) : options;
    }
    return options;
  }

  static ChatResponse response(ChatAnswer answer, String name) {
    FinishReason reason =
        switch (answer.end()) {
          case STOP -> FinishReason.STOP;
          case LENGTH -> FinishReason.LENGTH;
          case CANCELLED -> FinishReason.OTHER;
        };
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(answer.text()))
        .modelName(name)
        .tokenUsage(new TokenUsage(answer.promptTokens(), answer.newTokens()))
        .finishReason(reason)
        .build();
  }
}
