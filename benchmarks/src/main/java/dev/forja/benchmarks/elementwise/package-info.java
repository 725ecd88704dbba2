/** Loops over long rows of memory, compared with copying as many bytes and with libtorch. */
@NullMarked
package dev.forja.benchmarks.elementwise;

import org.jspecify.annotations.NullMarked;
