/** Benchmarks: what a call, a kernel, a model costs, beside its peers in the same run. */
@NullMarked
package dev.forja.benchmarks;

import org.jspecify.annotations.NullMarked;
