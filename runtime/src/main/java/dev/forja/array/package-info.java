/**
 * Arrays with a shape: storage, strides and views over it, copying, broadcasting. Knows kernels;
 * knows no gradients and no operations.
 */
@NullMarked
package dev.forja.array;

import org.jspecify.annotations.NullMarked;
