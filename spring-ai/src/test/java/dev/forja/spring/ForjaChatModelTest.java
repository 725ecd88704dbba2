package dev.forja.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.ChatMessage;
import dev.forja.models.ChatTemplateException;
import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the chat model answers is what the generator answers, whichever way it is asked. */
class ForjaChatModelTest {
  private static final Path FOLDER =
      Path.of("../models/src/test/resources/dev/forja/models/texts/chat");
  private static final GenerateOptions SHORT = GenerateOptions.defaults().withMaxNewTokens(8);

  private static TextGenerator generator;
  private static ForjaChatModel model;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ForjaChatAutoConfiguration.class));

  @BeforeAll
  static void load() throws IOException {
    generator = TextGenerator.load(FOLDER);
    model = ForjaChatModel.of(generator, "tiny").withOptions(SHORT);
  }

  private static String answer(GenerateOptions options, ChatMessage... messages)
      throws IOException {
    return generator.chat(List.of(messages), options);
  }

  private static String text(ChatResponse response) {
    return Objects.requireNonNull(
        Objects.requireNonNull(response.getResult()).getOutput().getText());
  }

  @Test
  void theAnswerIsThatOfTheGenerator() throws IOException {
    String wanted = answer(SHORT, ChatMessage.user("The whale"));
    assertThat(model.call("The whale")).isEqualTo(wanted).isNotEmpty();
    ChatResponse response = model.call(new Prompt("The whale"));
    assertThat(text(response)).isEqualTo(wanted);
    assertThat(response.getMetadata().getModel()).isEqualTo("tiny");
    assertThat(response.getMetadata().getUsage().getCompletionTokens()).isEqualTo(8);
    assertThat(response.getMetadata().getUsage().getPromptTokens()).isPositive();
    assertThat(Objects.requireNonNull(response.getResult()).getMetadata().getFinishReason())
        .isEqualTo("length");
    String whole =
        model.call(
            new SystemMessage("Ada"),
            new UserMessage("The"),
            new AssistantMessage("whale"),
            new UserMessage("fell"));
    assertThat(whole)
        .isEqualTo(
            answer(
                SHORT,
                ChatMessage.system("Ada"),
                ChatMessage.user("The"),
                ChatMessage.assistant("whale"),
                ChatMessage.user("fell")));
  }

  @Test
  void optionsOfAPromptChooseHowTokensAreDrawn() throws IOException {
    ChatOptions wanted =
        ChatOptions.builder()
            .temperature(1.3)
            .topP(0.9)
            .topK(20)
            .maxTokens(12)
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
    ChatModel seeded = model.withOptions(GenerateOptions.defaults().withSeed(5));
    assertThat(text(seeded.call(new Prompt("The whale", wanted))))
        .isEqualTo(answer(options, ChatMessage.user("The whale")));
    ChatOptions cold = ChatOptions.builder().temperature(0.0).build();
    assertThat(text(model.call(new Prompt("The whale", cold)))).isEqualTo(model.call("The whale"));
  }

  @Test
  void whatTheModelCannotDoIsRefused() {
    ChatOptions penalty = ChatOptions.builder().frequencyPenalty(0.5).build();
    assertThatThrownBy(() -> model.call(new Prompt("x", penalty)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("penalties are not supported");
    assertThatThrownBy(() -> model.call(new UserMessage("x"), new UserMessage("y")))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("roles must take turns");
  }

  @Test
  void piecesComeAsTheyAreWritten() {
    List<ChatResponse> pieces =
        Objects.requireNonNull(model.stream(new Prompt("The whale")).collectList().block());
    StringBuilder joined = new StringBuilder();
    pieces.forEach(piece -> joined.append(text(piece)));
    assertThat(joined).hasToString(model.call("The whale"));
    assertThat(pieces.size()).isGreaterThan(3);
    assertThat(pieces.getLast().getMetadata().getUsage().getCompletionTokens()).isEqualTo(8);
    assertThat(model.stream("The whale").take(2).collectList().block())
        .isEqualTo(pieces.stream().map(ForjaChatModelTest::text).limit(2).toList());
    assertThatThrownBy(
            () -> model.stream(new UserMessage("x"), new UserMessage("y")).collectList().block())
        .hasMessageContaining("roles must take turns");
  }

  @Test
  void callsAreObserved() {
    List<String> heard = new ArrayList<>();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                heard.add(String.valueOf(context.getContextualName()));
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    model.withObservations(registry).call("The whale");
    assertThat(heard).containsExactly("chat tiny");
  }

  @Test
  void propertiesMakeTheModelOfAnApplication() throws IOException {
    String prefix = ForjaChatProperties.PREFIX;
    String wanted = answer(SHORT, ChatMessage.user("The whale"));
    runner
        .withPropertyValues(prefix + ".folder=" + FOLDER, prefix + ".max-tokens=8")
        .run(
            context -> {
              ChatModel made = context.getBean(ChatModel.class);
              assertThat(made.call("The whale")).isEqualTo(wanted);
              assertThat(Objects.requireNonNull(made.getOptions()).getModel()).isEqualTo("chat");
            });
    runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatModel.class));
    runner
        .withPropertyValues("spring.ai.model.chat=forja")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContainingAll("no model is given", prefix + ".folder"));
    runner
        .withPropertyValues("spring.ai.model.chat=openai", prefix + ".folder=" + FOLDER)
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ChatModel.class));
  }
}
