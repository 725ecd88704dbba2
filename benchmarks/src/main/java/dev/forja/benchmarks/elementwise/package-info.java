/** Loops over long rows of memory, beside copying as many bytes and libtorch. */
@NullMarked
package dev.forja.benchmarks.elementwise;

import org.jspecify.annotations.NullMarked;
