package dev.forja.processor.read;

import org.jspecify.annotations.Nullable;

/**
 * A type that a model mentions but that does not exist.
 *
 * @param name its simple name
 * @param unmarked the class whose invoker it would be if that class marked a method; otherwise
 *     empty
 * @param meant the name that is probably meant; null if there is none
 */
public record MissingType(String name, String unmarked, @Nullable String meant) {}
