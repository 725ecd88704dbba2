/** Kernels that reduce rows or channels: sums, softmax and norms. */
@NullMarked
package dev.forja.kernel.vector.rows;

import org.jspecify.annotations.NullMarked;
