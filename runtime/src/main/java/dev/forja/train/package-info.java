/**
 * A training loop from public parts: epochs and batches, validation, the best weights, early
 * stopping, and checkpoints from which an interrupted run goes on with the same bits. It uses every
 * other package, and none of them uses it, so a training loop of your own needs nothing from here.
 */
@NullMarked
package dev.forja.train;

import org.jspecify.annotations.NullMarked;
