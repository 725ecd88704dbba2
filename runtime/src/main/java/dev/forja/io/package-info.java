/**
 * Files of tensors in the safetensors format: reading that trusts nothing, writing that leaves
 * either the old file or the whole new one. Knows arrays; knows no models and no gradients.
 */
@NullMarked
package dev.forja.io;

import org.jspecify.annotations.NullMarked;
