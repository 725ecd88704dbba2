/**
 * The basis of all vector kernels: the width of vectors, sums across lanes in a fixed order,
 * transposing and copying, and scratch memory.
 */
@NullMarked
package dev.forja.kernel.vector.base;

import org.jspecify.annotations.NullMarked;
