package dev.forja.tensor;

/**
 * Sorted elements along a dimension. Immutable.
 *
 * @param values the elements
 * @param indices their indices along the dimension, as int64
 */
public record Ranked(Tensor values, Tensor indices) {}
