/**
 * Creates programs, compiles each with and without the processor on every compiler, and reports
 * where the processor breaks what the compiler alone accepts.
 */
@NullMarked
package dev.forja.processor.fuzz;

import org.jspecify.annotations.NullMarked;
