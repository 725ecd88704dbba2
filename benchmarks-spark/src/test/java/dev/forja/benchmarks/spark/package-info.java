/** Tests of the benchmarks on Spark. */
@NullMarked
package dev.forja.benchmarks.spark;

import org.jspecify.annotations.NullMarked;
