package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's files say about chats.
 *
 * @param where the files, for messages
 * @param texts the templates by their names; empty if there is none
 * @param tokens the special tokens by their names
 */
record ChatFiles(String where, Map<String, String> texts, Map<String, Object> tokens) {
  private static final String FILE = "chat_template.jinja";
  static final ChatFiles NONE = new ChatFiles("the generator", Map.of(), Map.of());
  private static final String OPTION = "chat_template";

  static ChatFiles read(ModelFiles files) throws ModelFileException {
    ModelConfig config =
        files.optionalConfig(ModelFiles.TOKENIZER_CONFIG).orElse(ModelConfig.of(Map.of()));
    ModelConfig map =
        files.optionalConfig("special_tokens_map.json").orElse(ModelConfig.of(Map.of()));
    try {
      Map<String, Object> tokens = new HashMap<>(tokens(map));
      tokens.putAll(tokens(config));
      return new ChatFiles(
          files.describe(ModelFiles.TOKENIZER_CONFIG), texts(files, config), tokens);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  private static Map<String, String> texts(ModelFiles files, ModelConfig config)
      throws ModelFileException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (config.hasList(OPTION)) {
      for (ModelConfig one : config.objects(OPTION)) {
        texts.put(one.text("name", "default"), one.text("template", ""));
      }
    } else if (config.has(OPTION)) {
      texts.put("default", config.text(OPTION, ""));
    } else {
      ModelConfig old = files.optionalConfig("chat_template.json").orElse(config);
      if (old != config && old.has(OPTION)) {
        texts.put("default", old.text(OPTION, ""));
      }
    }
    if (files.has(FILE)) {
      texts.put("default", text(files, FILE));
    }
    String tools = "additional_chat_templates/tool_use.jinja";
    if (files.has(tools)) {
      texts.put("tool_use", text(files, tools));
    }
    return texts;
  }

  private static String text(ModelFiles files, String file) throws ModelFileException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ModelLoadException(files.describe(file), "cannot be read: " + e.getMessage(), e);
    }
  }

  /** A token is a text, or an object that has it as its content. */
  private static Map<String, Object> tokens(ModelConfig config) {
    Map<String, Object> tokens = new HashMap<>();
    config
        .toMap()
        .forEach(
            (name, value) -> {
              if (!name.endsWith("_token") && !name.equals("additional_special_tokens")) {
                return;
              }
              switch (value) {
                case String text -> tokens.put(name, text);
                case Map<?, ?> object when object.get("content") instanceof String text ->
                    tokens.put(name, text);
                case List<?> list when name.endsWith("s") -> tokens.put(name, list);
                case null, default -> {}
              }
            });
    return tokens;
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  ChatTemplate template() throws ModelLoadException {
    if (isEmpty()) {
      throw new ModelLoadException(
          where,
          "has no chat_template, and there is no chat_template.jinja: this model was not made for"
              + " chats, or its template is to be given with ChatTemplate.of",
          null);
    }
    return ChatTemplate.of(texts, tokens);
  }
}
