/** Traced graphs run again, beside the calls that they are of. */
@NullMarked
package dev.forja.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
