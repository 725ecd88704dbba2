/**
 * {@code benchmarks/run spark}: what Apache Spark costs beside one plain JVM, and when more
 * executors gain something.
 */
@NullMarked
package dev.forja.benchmarks.spark;

import org.jspecify.annotations.NullMarked;
