package dev.forja.demo.read;

/**
 * A line of text that was read.
 *
 * @param text the text
 * @param confidence the mean probability of its characters, from 0 to 1
 * @param box where it is
 */
record Line(String text, double confidence, Box box) {}
