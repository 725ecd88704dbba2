/** The time to the first result of a fresh JVM, and the speed of the calls after it. */
@NullMarked
package dev.forja.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
