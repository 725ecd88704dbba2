package dev.forja.demo.search;

/**
 * A piece of text that can be found.
 *
 * @param place where it stands, as its reader would say it: {@code chapter 51}
 * @param text on one line
 */
public record Passage(String place, String text) {}
