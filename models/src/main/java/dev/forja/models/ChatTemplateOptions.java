package dev.forja.models;

import dev.forja.tensor.Options;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChatTemplate} is told besides the messages, under the names of Hugging Face's
 * library. Immutable and therefore thread-safe.
 */
public final class ChatTemplateOptions extends Options<ChatTemplateOptions> {
  private static final ChatTemplateOptions DEFAULTS = new ChatTemplateOptions();

  private boolean addGenerationPrompt = true;
  private @Nullable List<Map<String, ?>> tools;
  private Map<String, @Nullable Object> variables = Map.of();
  private Clock clock = Clock.system(ZoneId.systemDefault());

  private ChatTemplateOptions() {}

  /** No tools, no further variables, and the beginning of an answer at the end. */
  public static ChatTemplateOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #addGenerationPrompt}. */
  public ChatTemplateOptions withAddGenerationPrompt(boolean value) {
    return copyWith(o -> o.addGenerationPrompt = value);
  }

  /**
   * These options with tools.
   *
   * @param value their descriptions as JSON has them: strings, numbers, booleans, null, and lists
   *     and maps of them
   */
  public ChatTemplateOptions withTools(List<? extends Map<String, ?>> value) {
    List<Map<String, ?>> copy = new ArrayList<>(value);
    return copyWith(o -> o.tools = Collections.unmodifiableList(copy));
  }

  /** These options with a variable of the template, such as {@code enable_thinking}. */
  public ChatTemplateOptions withVariable(String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(variables);
    copy.put(name, value);
    return copyWith(o -> o.variables = Collections.unmodifiableMap(copy));
  }

  /** These options with another {@link #clock}. */
  public ChatTemplateOptions withClock(Clock value) {
    return copyWith(o -> o.clock = value);
  }

  /** Whether the text ends with the beginning of an answer. */
  public boolean addGenerationPrompt() {
    return addGenerationPrompt;
  }

  /** The descriptions of tools; empty if there are none. */
  public List<Map<String, ?>> tools() {
    return tools == null ? List.of() : tools;
  }

  /** Whether tools were given; an empty list counts. */
  boolean hasTools() {
    return tools != null;
  }

  /** Further variables of the template. */
  public Map<String, @Nullable Object> variables() {
    return variables;
  }

  /** What says the date, for templates that write it. */
  public Clock clock() {
    return clock;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("addGenerationPrompt", addGenerationPrompt);
    settings.accept("tools", tools);
    settings.accept("variables", variables);
    settings.accept("clock", clock);
  }
}
