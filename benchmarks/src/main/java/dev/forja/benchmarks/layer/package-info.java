/** The cost of layers and their parts, in time and in memory. */
package dev.forja.benchmarks.layer;
