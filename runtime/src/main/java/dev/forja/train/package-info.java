/**
 * A training loop built only on public parts: epochs and batches, validation, saving the best
 * weights, early stopping, and checkpoints from which an interrupted run continues with
 * bit-identical results. It may use every other package, but none of them depends on it, so your
 * own loop needs nothing from here.
 */
@NullMarked
package dev.forja.train;

import org.jspecify.annotations.NullMarked;
