package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.ChatMessage;
import dev.forja.models.ChatTemplateOptions;
import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import dev.forja.models.decoder.EncoderDecoder;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about generating text: models that answer a text, on tiny ones. */
class AnsweringTest {
  private static final Path TEXTS = Path.of("../models/src/test/resources/dev/forja/models/texts");

  @Test
  void aCacheKnowsWhatWasRead() throws IOException {
    EncoderDecoder t5 = (EncoderDecoder) TextGenerator.load(TEXTS.resolve("t5")).model();
    Tensor ids = Tensor.of(new long[] {5, 6, 7, 1}, 1, 4);
    Tensor start = Tensor.of(new long[] {0}, 1, 1);
    Tensor next = Tensor.of(new long[] {9}, 1, 1);
    // tag::read
    KvCache cache = KvCache.growing();
    Tensor scores = NoGrad.call(() -> t5.call(ids, null, start, cache, 1)); // reads ids
    Tensor more = NoGrad.call(() -> t5.call(null, null, next, cache, 1)); // the cache knows them
    // end::read
    assertThat(scores.shape()).isEqualTo(more.shape());
    assertThat(cache.length()).isEqualTo(2);
  }

  @Test
  void aChatIsAnswered() throws IOException {
    TextGenerator generator = TextGenerator.load(TEXTS.resolve("chat"));
    GenerateOptions options = GenerateOptions.defaults().withMaxNewTokens(8);
    // tag::chat
    List<ChatMessage> messages =
        List.of(ChatMessage.system("Be brief."), ChatMessage.user("Who was Ahab?"));
    String answer = generator.chat(messages, options);
    // end::chat
    // tag::template
    String prompt =
        generator
            .chatTemplate()
            .render(
                messages, ChatTemplateOptions.defaults().withVariable("enable_thinking", false));
    // end::template
    assertThat(prompt).isEqualTo("<s>Be brief.\nuser: Who was Ahab?\nassistant:");
    assertThat(answer).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "chat", "template"})
  void thePageShowsThisCode(String part) throws IOException {
    Shown.isOnPage(AnsweringTest.class, "GENERATING.md", part);
  }
}
