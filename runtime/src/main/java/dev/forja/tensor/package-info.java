/**
 * Tensors that users work with, gradients, and the source of randomness. Holds the one place where
 * an op is run. Knows ops; knows no modules, no files and no optimisers.
 */
@NullMarked
package dev.forja.tensor;

import org.jspecify.annotations.NullMarked;
