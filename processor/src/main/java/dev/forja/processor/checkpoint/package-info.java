/**
 * Compares the headers of weight files with the state of models. Only the header is read, and it is
 * validated completely. The package uses the records of {@code model} and, of the compiler, only
 * elements.
 */
@NullMarked
package dev.forja.processor.checkpoint;

import org.jspecify.annotations.NullMarked;
