/**
 * Optimisers, schedules for their learning rates, clipping of gradients, and the state of an
 * interrupted run. The package knows parameters and their gradients, but no layers and no data.
 */
@NullMarked
package dev.forja.optim;

import org.jspecify.annotations.NullMarked;
