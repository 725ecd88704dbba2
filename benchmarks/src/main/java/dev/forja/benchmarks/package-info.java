/** Benchmarks: the cost of a call, a kernel and a model, compared with peers in the same run. */
@NullMarked
package dev.forja.benchmarks;

import org.jspecify.annotations.NullMarked;
