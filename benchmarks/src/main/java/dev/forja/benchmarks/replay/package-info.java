/** Runs of traced graphs, compared with the calls that were traced. */
@NullMarked
package dev.forja.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
