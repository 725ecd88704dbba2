/**
 * Input data for models: sets of examples, batches, and their order by seed and epoch. The package
 * knows tensors, but no models.
 */
@NullMarked
package dev.forja.data;

import org.jspecify.annotations.NullMarked;
