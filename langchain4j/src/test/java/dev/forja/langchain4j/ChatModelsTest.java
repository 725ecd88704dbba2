package dev.forja.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.ChatMessage;
import dev.forja.models.ChatTemplateException;
import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the chat models answer is what the generator answers, whichever way it is asked. */
class ChatModelsTest {
  private static final Path TEXTS = Path.of("../models/src/test/resources/dev/forja/models/texts");
  private static final GenerateOptions SHORT = GenerateOptions.defaults().withMaxNewTokens(8);

  private static TextGenerator generator;
  private static ForjaChatModel model;

  @BeforeAll
  static void load() throws IOException {
    generator = TextGenerator.load(TEXTS.resolve("chat"));
    model = ForjaChatModel.of(generator, "tiny").withOptions(SHORT);
  }

  private static String answer(GenerateOptions options, ChatMessage... messages)
      throws IOException {
    return generator.chat(List.of(messages), options);
  }

  @Test
  void theAnswerIsThatOfTheGenerator() throws IOException {
    String wanted = answer(SHORT, ChatMessage.user("The whale"));
    assertThat(wanted).isNotEmpty();
    assertThat(model.chat("The whale")).isEqualTo(wanted);
    ChatResponse response = model.chat(UserMessage.from("The whale"));
    assertThat(response.aiMessage().text()).isEqualTo(wanted);
    assertThat(response.metadata().modelName()).isEqualTo("tiny");
    assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(8);
    assertThat(response.tokenUsage().inputTokenCount()).isPositive();
    ChatResponse whole =
        model.chat(
            SystemMessage.from("Ada"),
            UserMessage.from("The"),
            AiMessage.from("whale"),
            UserMessage.from("fell"));
    assertThat(whole.aiMessage().text())
        .isEqualTo(
            answer(
                SHORT,
                ChatMessage.system("Ada"),
                ChatMessage.user("The"),
                ChatMessage.assistant("whale"),
                ChatMessage.user("fell")));
  }

  @Test
  void requestsChooseHowTokensAreDrawn() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("The whale"))
            .temperature(1.3)
            .topP(0.9)
            .topK(20)
            .maxOutputTokens(12)
            .stopSequences(List.of("q"))
            .build();
    GenerateOptions options =
        GenerateOptions.defaults()
            .withDoSample(true)
            .withTemperature(1.3)
            .withTopP(0.9)
            .withTopK(20)
            .withMaxNewTokens(12)
            .withStopStrings("q")
            .withSeed(5);
    String found =
        model.withOptions(GenerateOptions.defaults().withSeed(5)).chat(request).aiMessage().text();
    assertThat(found).isEqualTo(answer(options, ChatMessage.user("The whale")));
    ChatRequest cold =
        ChatRequest.builder().messages(UserMessage.from("The whale")).temperature(0.0).build();
    assertThat(model.chat(cold).aiMessage().text()).isEqualTo(model.chat("The whale"));
  }

  @Test
  void whatTheModelCannotDoIsRefused() {
    ChatRequest.Builder request = ChatRequest.builder().messages(UserMessage.from("x"));
    ToolSpecification tool = ToolSpecification.builder().name("add").build();
    ChatRequest tools = request.toolSpecifications(tool).build();
    assertThatExceptionOfType(UnsupportedFeatureException.class)
        .isThrownBy(() -> model.chat(tools))
        .withMessageContaining("tools are not supported");
    ChatRequest json =
        ChatRequest.builder()
            .messages(UserMessage.from("x"))
            .responseFormat(ResponseFormat.JSON)
            .build();
    assertThatExceptionOfType(UnsupportedFeatureException.class).isThrownBy(() -> model.chat(json));
    assertThatThrownBy(() -> model.chat(UserMessage.from("x"), UserMessage.from("y")))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("roles must take turns");
  }

  @Test
  void listenersHearOfEachCall() {
    List<String> heard = new ArrayList<>();
    ChatModelListener listener =
        new ChatModelListener() {
          @Override
          public void onResponse(ChatModelResponseContext context) {
            heard.add(context.chatResponse().aiMessage().text());
          }
        };
    String text = model.withListeners(List.of(listener)).chat("The whale");
    assertThat(heard).containsExactly(text);
  }

  /** Collects what comes, and cancels after some pieces. */
  private static final class Collector implements StreamingChatResponseHandler {
    final List<String> pieces = new ArrayList<>();
    final CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    private final int most;

    Collector(int most) {
      this.most = most;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
      pieces.add(piece.text());
      if (pieces.size() == most) {
        context.streamingHandle().cancel();
        done.cancel(false);
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      done.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }
  }

  @Test
  void piecesComeAsTheyAreWritten() {
    ForjaStreamingChatModel streaming =
        ForjaStreamingChatModel.of(generator, "tiny").withOptions(SHORT);
    Collector all = new Collector(Integer.MAX_VALUE);
    streaming.chat("The whale", all);
    ChatResponse response = all.done.join();
    assertThat(response.aiMessage().text()).isEqualTo(model.chat("The whale"));
    assertThat(String.join("", all.pieces)).isEqualTo(response.aiMessage().text());
    assertThat(all.pieces.size()).isGreaterThan(2);
    Collector two = new Collector(2);
    streaming.chat("The whale", two);
    assertThat(two.done).failsWithin(Duration.ofMinutes(1));
    assertThat(two.pieces).isEqualTo(all.pieces.subList(0, 2));
    Collector wrong = new Collector(1);
    streaming.chat(List.of(UserMessage.from("x"), UserMessage.from("y")), wrong);
    assertThat(wrong.done)
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableThat()
        .withMessageContaining("roles must take turns");
  }

  /** What users write. */
  interface Assistant {
    String chat(String message);
  }

  @Test
  void aServiceKeepsTheChatInItsMemory() throws IOException {
    Assistant assistant =
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .chatMemory(MessageWindowChatMemory.withMaxMessages(10))
            .build();
    String first = assistant.chat("The whale");
    String second = assistant.chat("Ada");
    assertThat(second)
        .isEqualTo(
            answer(
                SHORT,
                ChatMessage.user("The whale"),
                ChatMessage.assistant(first),
                ChatMessage.user("Ada")));
  }
}
