/**
 * Compares whole workloads between engines. After their results were found equal, the entrants take
 * turns, round by round, in one JVM for each number of threads. The package knows no engine and no
 * workload.
 */
@NullMarked
package dev.forja.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
