package dev.forja.json;

/**
 * What a reader of JSON accepts. Safe for use by many threads.
 *
 * @param mostLevels the maximum number of objects and arrays around a value
 * @param mostName the maximum length of a name, in characters
 * @param mostString the maximum length of a string, in characters
 * @param uniqueNames whether a name that an object has twice is refused
 * @param nonNumbers whether {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers, as
 *     Python writes them
 */
public record JsonRules(
    int mostLevels, int mostName, int mostString, boolean uniqueNames, boolean nonNumbers) {}
