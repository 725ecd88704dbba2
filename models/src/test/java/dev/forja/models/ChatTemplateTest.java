package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.config.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats, with the texts and answers of Transformers; see {@code src/test/decoders/texts.py}. */
class ChatTemplateTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/forja/models/texts/chat");
  private static final ChatTemplateOptions DEFAULTS = ChatTemplateOptions.defaults();
  private static final List<ChatMessage> HELLO = List.of(ChatMessage.user("Hello"));

  @TempDir private Path temp;

  @Test
  void chatsAreAnsweredAsTransformersAnswersThem() throws IOException {
    TextGenerator generator = TextGenerator.load(FOLDER);
    GenerateOptions options = GenerateOptions.defaults().withMaxNewTokens(16);
    List<ModelConfig> answers;
    try (InputStream in = Files.newInputStream(FOLDER.resolve("answers.json"))) {
      answers = ModelConfig.readList("answers.json", in);
    }
    assertThat(answers).hasSize(3);
    for (ModelConfig answer : answers) {
      List<ChatMessage> messages =
          answer.objects("messages").stream().map(one -> ChatMessage.of(one.toMap())).toList();
      assertThat(generator.chatTemplate().render(messages)).isEqualTo(answer.text("text", ""));
      List<String> pieces = new ArrayList<>();
      ChatAnswer found = generator.answer(messages, DEFAULTS, options, pieces::add);
      assertThat(found.text()).isEqualTo(answer.text("answer", ""));
      assertThat(found.promptTokens()).isEqualTo(answer.integer("tokens", 0));
      assertThat(found.newTokens()).isEqualTo(answer.integer("new", 0));
      assertThat(found.end())
          .isEqualTo(answer.flag("ended", false) ? ChatAnswer.End.STOP : ChatAnswer.End.LENGTH);
      assertThat(String.join("", pieces)).isEqualTo(found.text());
      assertThat(generator.chat(messages, options)).isEqualTo(found.text());
      assertThat(generator.streamChat(messages, DEFAULTS, options).collect(Collectors.joining()))
          .isEqualTo(found.text());
      ChatAnswer cut = generator.answer(messages, DEFAULTS, options, _ -> false);
      assertThat(cut.end()).isEqualTo(ChatAnswer.End.CANCELLED);
      assertThat(cut.text()).isEqualTo(pieces.getFirst());
      ChatAnswer stopped =
          generator.answer(
              messages, DEFAULTS, options.withStopStrings(pieces.getFirst()), _ -> true);
      assertThat(stopped.end()).isEqualTo(ChatAnswer.End.STOP);
      assertThat(stopped.text()).isEmpty();
    }
    assertThatThrownBy(
            () -> generator.chat(List.of(ChatMessage.user("a"), ChatMessage.user("b")), options))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("roles must take turns");
  }

  @Test
  void optionsReachTheTemplate() {
    ChatTemplate template =
        ChatTemplate.of(
            "{{ bos_token }}{{ messages[0].content }}{{ '|' if add_generation_prompt }}"
                + "{{ tools | tojson }}{{ mood is defined }}{{ strftime_now('%d.%m.%Y') }}",
            Map.of("bos_token", "<s>"));
    Clock clock = Clock.fixed(Instant.parse("2026-03-07T09:05:03Z"), ZoneOffset.UTC);
    assertThat(template.render(HELLO, DEFAULTS.withClock(clock)))
        .isEqualTo("<s>Hello|nullFalse07.03.2026");
    ChatTemplateOptions told =
        DEFAULTS
            .withClock(clock)
            .withAddGenerationPrompt(false)
            .withVariable("mood", 1)
            .withTools(List.of(Map.of("name", "add")));
    assertThat(template.render(HELLO, told))
        .isEqualTo("<s>Hello[{\"name\": \"add\"}]True07.03.2026");
    assertThat(told.tools()).hasSize(1);
    assertThat(told.variables()).containsKey("mood");
    ChatMessage named = ChatMessage.user("x").with("name", "Ada");
    assertThat(named.role()).isEqualTo("user");
    assertThat(named)
        .isEqualTo(ChatMessage.of(named.fields()))
        .hasToString("ChatMessage" + named.fields());
    assertThatThrownBy(() -> ChatMessage.of(Map.of("content", "x"))).hasMessageContaining("role");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(temp.resolve(file).getParent());
    Files.writeString(temp.resolve(file), text);
  }

  @Test
  void templatesAreFoundWhereFilesHaveThem() throws IOException {
    write(
        "tokenizer_config.json",
        """
        {"bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>", "pad_token": null,
         "chat_template": [{"name": "default", "template": "{{ bos_token }}plain"},
                           {"name": "tool_use", "template": "tools{{ pad_token is defined }}"}]}
        """);
    ChatTemplate several = ChatTemplate.load(temp);
    assertThat(several.render(HELLO)).isEqualTo("<s>plain");
    assertThat(several.render(HELLO, DEFAULTS.withTools(List.of()))).isEqualTo("toolsFalse");
    write("chat_template.jinja", "file{{ eos_token }}\n");
    assertThat(ChatTemplate.load(temp).render(HELLO)).isEqualTo("file</s>");
    write("additional_chat_templates/tool_use.jinja", "other");
    assertThat(ChatTemplate.load(temp).render(HELLO, DEFAULTS.withTools(List.of())))
        .isEqualTo("other");
    write("tokenizer_config.json", "{\"chat_template\": \"one line\"}");
    Files.delete(temp.resolve("chat_template.jinja"));
    assertThat(ChatTemplate.load(temp).render(HELLO)).isEqualTo("one line");
    write("tokenizer_config.json", "{}");
    Files.delete(temp.resolve("additional_chat_templates/tool_use.jinja"));
    assertThatThrownBy(() -> ChatTemplate.load(temp))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("has no chat_template");
    write("tokenizer_config.json", "{\"chat_template\": \"{% if %}\"}");
    assertThatThrownBy(() -> ChatTemplate.load(temp))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("line 1");
  }
}
