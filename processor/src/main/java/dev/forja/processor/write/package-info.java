/**
 * Turns the records of {@code model} into source text. Asks the compiler nothing, reports nothing,
 * and cannot fail.
 */
@NullMarked
package dev.forja.processor.write;

import org.jspecify.annotations.NullMarked;
