/**
 * Tensors, gradients, and random generators. Ops are run only here. The package knows ops, but no
 * modules, files or optimisers.
 */
@NullMarked
package dev.forja.tensor;

import org.jspecify.annotations.NullMarked;
