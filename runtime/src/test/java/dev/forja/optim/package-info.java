/** Tests of the optimisers, schedules and checkpoints. */
@NullMarked
package dev.forja.optim;

import org.jspecify.annotations.NullMarked;
