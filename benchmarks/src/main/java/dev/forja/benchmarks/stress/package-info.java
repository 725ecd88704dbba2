/**
 * Tests with jcstress of what several threads may do at once: each pair of short actions runs
 * millions of times, and every outcome that is not listed is a fault. {@code benchmarks/run
 * jcstress} runs them.
 */
@NullMarked
package dev.forja.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
