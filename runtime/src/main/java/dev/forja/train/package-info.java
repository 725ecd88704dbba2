/**
 * A training loop from public parts: epochs and batches, validation, the best weights, early
 * stopping, and checkpoints from which an interrupted run goes on with the same bits. Knows every
 * other package; none of them knows it, so a loop of your own needs nothing from here.
 */
@NullMarked
package dev.forja.train;

import org.jspecify.annotations.NullMarked;
