/**
 * Files of tensors in the safetensors format. Reading trusts nothing in a file, and writing leaves
 * either the old file or the whole new one. The package knows arrays, but no models and no
 * gradients.
 */
@NullMarked
package dev.forja.io;

import org.jspecify.annotations.NullMarked;
