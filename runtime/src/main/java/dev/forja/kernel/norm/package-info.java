/**
 * What the plain and the vector kernels of batch norm share: which numbers are added, and in which
 * order, so that both give the same bits.
 */
@NullMarked
package dev.forja.kernel.norm;

import org.jspecify.annotations.NullMarked;
