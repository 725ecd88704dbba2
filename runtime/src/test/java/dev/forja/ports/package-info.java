/**
 * Architectures ported from PyTorch, written like a user's models, and one training step of each.
 */
@NullMarked
package dev.forja.ports;

import org.jspecify.annotations.NullMarked;
