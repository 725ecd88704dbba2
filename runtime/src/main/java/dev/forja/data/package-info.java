/**
 * Data on its way to a model: sets of examples, batches, their order by seed and epoch. Knows
 * tensors; knows no models.
 */
@NullMarked
package dev.forja.data;

import org.jspecify.annotations.NullMarked;
