/** Convolutions, their gradients, and pooling. */
@NullMarked
package dev.forja.kernel.vector.conv;

import org.jspecify.annotations.NullMarked;
