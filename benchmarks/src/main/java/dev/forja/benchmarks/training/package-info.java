/** Training steps, from the batch to the updated parameters, compared with libtorch. */
@NullMarked
package dev.forja.benchmarks.training;

import org.jspecify.annotations.NullMarked;
