/** What reading and writing a model's file costs, beside reading the bytes alone. */
package dev.forja.benchmarks.io;
