/** What layers and their parts cost, in time and in memory. */
package dev.forja.benchmarks.layer;
