package dev.forja.spring;

import dev.forja.models.ChatMessage;
import dev.forja.models.GenerateOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/** Prompts of Spring AI in the words of Forja. */
final class ChatPrompts {
  private ChatPrompts() {}

  static List<ChatMessage> messages(Prompt prompt) {
    List<ChatMessage> messages = new ArrayList<>();
    for (Message message : prompt.getInstructions()) {
      messages.add(
          switch (message) {
            case SystemMessage system -> ChatMessage.system(text(system));
            case UserMessage user when user.getMedia().isEmpty() -> ChatMessage.user(text(user));
            case AssistantMessage answer when !answer.hasToolCalls() ->
                ChatMessage.assistant(text(answer));
            case UserMessage _ -> throw unsupported("pictures and other media");
            default -> throw unsupported("messages of tools");
          });
    }
    return messages;
  }

  private static String text(Message message) {
    String text = message.getText();
    return text == null ? "" : text;
  }

  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(what + " are not supported by models of Forja");
  }

  /** The options, with what the prompt says. */
  static GenerateOptions options(@Nullable ChatOptions wanted, GenerateOptions given) {
    if (wanted == null) {
      return given;
    }
    if (wanted instanceof ToolCallingChatOptions calling) {
      List<?> tools = calling.getToolCallbacks();
      if (tools != null && !tools.isEmpty()) {
        throw unsupported("tools");
      }
    }
    if (isSet(wanted.getFrequencyPenalty()) || isSet(wanted.getPresencePenalty())) {
      throw unsupported("frequency and presence penalties");
    }
    Integer most = wanted.getMaxTokens();
    List<String> stops = wanted.getStopSequences();
    GenerateOptions options = most == null ? given : given.withMaxNewTokens(most);
    if (stops != null && !stops.isEmpty()) {
      options = options.withStopStrings(stops.toArray(String[]::new));
    }
    return drawn(options, wanted.getTemperature(), wanted.getTopP(), wanted.getTopK());
  }

  /** The options, drawing as these numbers say; a temperature of 0 draws nothing. */
  static GenerateOptions drawn(
      GenerateOptions given,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer topK) {
    GenerateOptions options = given;
    if (topP != null) {
      options = options.withDoSample(true).withTopP(topP);
    }
    if (topK != null) {
      options = options.withDoSample(true).withTopK(topK);
    }
    if (temperature == null) {
      return options;
    }
    return temperature == 0
        ? options.withDoSample(false)
        : options.withDoSample(true).withTemperature(temperature);
  }

  private static boolean isSet(@Nullable Double penalty) {
    return penalty != null && penalty != 0;
  }
}
