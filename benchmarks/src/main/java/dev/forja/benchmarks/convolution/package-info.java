/** Convolution and pooling, forward and backward, beside libtorch. */
@NullMarked
package dev.forja.benchmarks.convolution;

import org.jspecify.annotations.NullMarked;
