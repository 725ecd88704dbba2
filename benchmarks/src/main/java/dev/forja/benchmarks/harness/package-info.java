/**
 * Compares whole workloads between engines: entrants take turns, round by round, in one JVM per
 * number of threads, after their results were found equal. Knows no engine and no workload.
 */
@NullMarked
package dev.forja.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
