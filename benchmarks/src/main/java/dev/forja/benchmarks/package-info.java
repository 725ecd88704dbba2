/** Benchmarks: what a call, a kernel, a model costs, beside its peers in the same run. */
package dev.forja.benchmarks;
