/** Random comparisons of ops and layers, values and gradients, with libtorch. */
@NullMarked
package dev.forja.benchmarks.judge;

import org.jspecify.annotations.NullMarked;
