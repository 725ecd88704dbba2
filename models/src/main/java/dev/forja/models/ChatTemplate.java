package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.jinja.JinjaException;
import dev.forja.models.jinja.JinjaTemplate;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text that a model reads of the messages of a chat, as the model's files say: {@code
 * chat_template.jinja}, or {@code chat_template} in {@code tokenizer_config.json}. The text has the
 * model's special tokens in it, so the tokenizer is to add none.
 *
 * <pre>{@code
 * ChatTemplate template = ChatTemplate.load(Path.of("SmolLM2-135M-Instruct"));
 * String prompt = template.render(List.of(ChatMessage.user("Who was Ahab?")));
 * }</pre>
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ChatTemplate {
  private static final String DEFAULT = "default";
  private static final String TOOLS = "tool_use";

  private final Map<String, JinjaTemplate> templates;
  private final Map<String, Object> tokens;

  private ChatTemplate(Map<String, JinjaTemplate> templates, Map<String, Object> tokens) {
    this.templates = templates;
    this.tokens = tokens;
  }

  /**
   * The template in a folder of a model.
   *
   * @throws ModelFileException if there is none, or a file is damaged; the message names it
   * @throws ChatTemplateException if the template is wrong
   */
  public static ChatTemplate load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** The template among these files; see {@link #load(Path)}. */
  public static ChatTemplate load(ModelFiles files) throws ModelFileException {
    return ChatFiles.read(files).template();
  }

  /**
   * A template.
   *
   * @param template its text, in the language of Jinja
   * @param tokens the special tokens by their names, such as {@code bos_token}
   * @throws ChatTemplateException if the template is wrong
   */
  public static ChatTemplate of(String template, Map<String, String> tokens) {
    return of(Map.of(DEFAULT, template), new HashMap<>(tokens));
  }

  static ChatTemplate of(Map<String, String> texts, Map<String, Object> tokens) {
    Map<String, JinjaTemplate> templates = new HashMap<>();
    texts.forEach(
        (name, text) -> {
          try {
            templates.put(name, JinjaTemplate.of(text));
          } catch (JinjaException e) {
            throw failure(e);
          }
        });
    return new ChatTemplate(Map.copyOf(templates), Map.copyOf(tokens));
  }

  private static ChatTemplateException failure(JinjaException e) {
    return new ChatTemplateException("the chat template, " + e.getMessage(), e);
  }

  /** The text of messages, which ends with the beginning of an answer. */
  public String render(List<ChatMessage> messages) {
    return render(messages, ChatTemplateOptions.defaults());
  }

  /**
   * The text of messages.
   *
   * @throws ChatTemplateException if the template refuses the messages, or fails on them
   */
  public String render(List<ChatMessage> messages, ChatTemplateOptions options) {
    List<Map<String, @Nullable Object>> chat = new ArrayList<>();
    messages.forEach(message -> chat.add(message.fields()));
    Map<String, @Nullable Object> variables = new LinkedHashMap<>(tokens);
    variables.put("messages", chat);
    variables.put("tools", options.hasTools() ? options.tools() : null);
    variables.put("documents", null);
    variables.put("add_generation_prompt", options.addGenerationPrompt());
    variables.putAll(options.variables());
    JinjaTemplate template = templates.get(options.hasTools() ? TOOLS : DEFAULT);
    if (template == null) {
      template = templates.get(DEFAULT);
    }
    if (template == null) {
      throw new IllegalStateException(
          "there are the templates %s, but none named default".formatted(templates.keySet()));
    }
    try {
      return template.render(variables, () -> ZonedDateTime.now(options.clock()));
    } catch (JinjaException e) {
      throw failure(e);
    }
  }
}
