/**
 * Models on Apache Spark: transformers that run a model where the rows are, and training whose
 * rounds are jobs of Spark. It never opens a connection itself, and knows no architectures.
 */
@NullMarked
package dev.forja.spark;

import org.jspecify.annotations.NullMarked;
