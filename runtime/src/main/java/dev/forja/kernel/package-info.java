/**
 * Loops over primitive arrays: what a tensor library computes with. Each family is an interface
 * with a scalar implementation here, which is the specification and the fallback, and one on the
 * Vector API in {@code dev.forja.kernel.vector}. Knows no tensors and no shapes, checks nothing and
 * allocates nothing that grows with its input beyond scratch of its own.
 */
@NullMarked
package dev.forja.kernel;

import org.jspecify.annotations.NullMarked;
