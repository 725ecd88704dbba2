/**
 * Layers, losses, containers and their options, as in {@code torch.nn}. Each layer is a model class
 * like those of users. This package does no arithmetic of its own: it calls the methods of tensors.
 */
@NullMarked
package dev.forja.nn;

import org.jspecify.annotations.NullMarked;
