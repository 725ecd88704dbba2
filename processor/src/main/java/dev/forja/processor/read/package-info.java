/**
 * Converts the compiler's elements to the records of {@code model}, and reports every problem that
 * it finds. It never writes files.
 */
@NullMarked
package dev.forja.processor.read;

import org.jspecify.annotations.NullMarked;
