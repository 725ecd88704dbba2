/**
 * Tests the shape proof with random programs, with the models of this repository, and with mutants
 * of them.
 */
@NullMarked
package dev.forja.benchmarks.prove;

import org.jspecify.annotations.NullMarked;
