/** Attention that does not store the matrix of scores. */
@NullMarked
package dev.forja.kernel.vector.attention;

import org.jspecify.annotations.NullMarked;
