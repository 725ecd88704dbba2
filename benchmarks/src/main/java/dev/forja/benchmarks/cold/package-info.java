/** The first result of a fresh JVM, and how fast the calls after it become. */
@NullMarked
package dev.forja.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
