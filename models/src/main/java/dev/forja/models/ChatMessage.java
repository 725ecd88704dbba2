package dev.forja.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a chat, with the fields that Hugging Face's templates read: {@code role} and {@code
 * content}, and whatever else a template knows, such as {@code tool_calls}. Immutable and therefore
 * thread-safe, as long as the values are.
 */
public final class ChatMessage {
  private final Map<String, @Nullable Object> fields;

  private ChatMessage(Map<String, ? extends @Nullable Object> fields) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A message that says how the model is to answer. */
  public static ChatMessage system(String content) {
    return of("system", content);
  }

  /** A message to the model. */
  public static ChatMessage user(String content) {
    return of("user", content);
  }

  /** An answer of the model. */
  public static ChatMessage assistant(String content) {
    return of("assistant", content);
  }

  /** A message of any role. */
  public static ChatMessage of(String role, String content) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("role", role);
    fields.put("content", content);
    return new ChatMessage(fields);
  }

  /**
   * A message with any fields.
   *
   * @param fields strings, numbers, booleans, null, and lists and maps of them; one is {@code role}
   */
  public static ChatMessage of(Map<String, ? extends @Nullable Object> fields) {
    if (!(fields.get("role") instanceof String)) {
      throw new IllegalArgumentException(
          "ChatMessage: there is no role among the fields %s".formatted(fields.keySet()));
    }
    return new ChatMessage(fields);
  }

  /** This message with one more field, or with another value of it. */
  public ChatMessage with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return of(changed);
  }

  /** Who speaks. */
  public String role() {
    return String.valueOf(fields.get("role"));
  }

  /** All fields, in their order. */
  public Map<String, @Nullable Object> fields() {
    return fields;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChatMessage message && fields.equals(message.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "ChatMessage" + fields;
  }
}
