/**
 * Optimisers, schedules for their learning rates, clipping of gradients, and what is kept of them
 * when a run is interrupted. Knows parameters and their gradients; knows no layers and no data.
 */
@NullMarked
package dev.forja.optim;

import org.jspecify.annotations.NullMarked;
