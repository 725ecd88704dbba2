/** Tests of the training loop. */
@NullMarked
package dev.forja.train;

import org.jspecify.annotations.NullMarked;
