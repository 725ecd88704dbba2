/** Training steps, from the batch to the changed parameters, beside libtorch. */
@NullMarked
package dev.forja.benchmarks.training;

import org.jspecify.annotations.NullMarked;
