/**
 * Differentiable operations on arrays: one op, one file, holding its shape rule, its forward and
 * its gradient. An op knows arrays only. It never sees a tensor, never asks who is listening, and
 * takes the storage of what it returns from the allocator that it is given.
 */
@NullMarked
package dev.forja.op;

import org.jspecify.annotations.NullMarked;
