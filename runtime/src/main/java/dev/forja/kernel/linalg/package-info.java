/**
 * Decompositions of one dense matrix, row by row in an array of doubles. It knows nothing of
 * tensors, threads or vectors.
 */
@NullMarked
package dev.forja.kernel.linalg;

import org.jspecify.annotations.NullMarked;
