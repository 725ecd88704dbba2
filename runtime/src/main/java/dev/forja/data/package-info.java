/**
 * Data for a model: sets of examples, batches, and their order by seed and epoch. It knows tensors,
 * but no models.
 */
@NullMarked
package dev.forja.data;

import org.jspecify.annotations.NullMarked;
