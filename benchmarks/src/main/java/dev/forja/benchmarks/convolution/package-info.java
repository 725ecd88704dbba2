/** Convolution and pooling, forward and backward, compared with libtorch. */
@NullMarked
package dev.forja.benchmarks.convolution;

import org.jspecify.annotations.NullMarked;
