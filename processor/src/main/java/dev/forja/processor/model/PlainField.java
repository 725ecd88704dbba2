package dev.forja.processor.model;

/**
 * A field of the model that may change, or whose object may, and that may hold something other than
 * state.
 *
 * @param name its name
 * @param read the expression that reads it from the model: {@code scale}, or {@code scale()}
 */
public record PlainField(String name, String read) {}
