/**
 * Turns the compiler's elements into the records of {@code model}, and reports every problem it
 * meets. Never writes files.
 */
@NullMarked
package dev.forja.processor.read;

import org.jspecify.annotations.NullMarked;
