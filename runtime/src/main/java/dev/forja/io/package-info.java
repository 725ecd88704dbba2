/**
 * Files of tensors in the safetensors format. Reading validates everything; writing is atomic. The
 * package knows arrays, but no models and no gradients.
 */
@NullMarked
package dev.forja.io;

import org.jspecify.annotations.NullMarked;
