/**
 * Converts the records of {@code model} to source text. It does not use the compiler, reports no
 * problems, and cannot fail.
 */
@NullMarked
package dev.forja.processor.write;

import org.jspecify.annotations.NullMarked;
