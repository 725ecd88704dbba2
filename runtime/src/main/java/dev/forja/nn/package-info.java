/**
 * Layers, losses, containers and their options, as in {@code torch.nn}. Each layer is a model class
 * like those of users. The package contains no arithmetic; it calls the methods of tensors.
 */
@NullMarked
package dev.forja.nn;

import org.jspecify.annotations.NullMarked;
