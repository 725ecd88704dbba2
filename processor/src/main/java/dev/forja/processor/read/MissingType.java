package dev.forja.processor.read;

import org.jspecify.annotations.Nullable;

/**
 * A type that a model mentions and that is not there.
 *
 * @param name its simple name
 * @param unmarked the class whose invoker it would be, if that class marked a method; else empty
 * @param meant a name that is probably meant
 */
public record MissingType(String name, String unmarked, @Nullable String meant) {}
