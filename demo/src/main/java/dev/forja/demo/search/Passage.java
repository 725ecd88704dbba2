package dev.forja.demo.search;

/**
 * A piece of text that can be found.
 *
 * @param place its place in the corpus, such as {@code chapter 51}
 * @param text the text, on one line
 */
public record Passage(String place, String text) {}
