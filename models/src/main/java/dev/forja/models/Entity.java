package dev.forja.models;

/**
 * A part of a text with a label. Immutable and therefore thread-safe.
 *
 * @param label the label; without {@code B-} and {@code I-} if tokens were aggregated
 * @param score the probability of the label, or the mean of those of its words or tokens
 * @param start the index of its first char in the text
 * @param end the index after its last char
 * @param text the part of the text
 */
public record Entity(String label, float score, int start, int end, String text) {}
