/**
 * Optimisers, learning rate schedulers, gradient clipping, and checkpoints of their state. The
 * package knows parameters and gradients, but no layers and no data.
 */
@NullMarked
package dev.forja.optim;

import org.jspecify.annotations.NullMarked;
