/**
 * Compares the headers of weight files with the state of models: reads the header only, and nothing
 * of it is trusted. Knows the records of {@code model}, and no compiler but its elements.
 */
@NullMarked
package dev.forja.processor.checkpoint;

import org.jspecify.annotations.NullMarked;
