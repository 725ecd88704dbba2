/** Attention without a stored matrix of scores. */
@NullMarked
package dev.forja.kernel.vector.attention;

import org.jspecify.annotations.NullMarked;
