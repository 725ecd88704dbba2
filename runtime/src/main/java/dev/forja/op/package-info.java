/**
 * Differentiable operations on arrays: each op is one file with its shape rule, its forward and its
 * gradient. An op knows only arrays: it never sees a tensor or a listener, and it takes the storage
 * of its outputs from the allocator that it is given.
 */
@NullMarked
package dev.forja.op;

import org.jspecify.annotations.NullMarked;
