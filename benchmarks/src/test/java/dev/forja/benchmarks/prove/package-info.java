/** Judges the proof of shapes: by random programs, by the models of this repository, by mutants. */
@NullMarked
package dev.forja.benchmarks.prove;

import org.jspecify.annotations.NullMarked;
