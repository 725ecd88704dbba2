package dev.forja.tensor;

/**
 * The different elements of a tensor. Immutable.
 *
 * @param values the elements, or slices, each once
 * @param inverse for each element of the tensor, its place among the values, as int64
 * @param counts how often each value occurs, as int64
 */
public record UniqueOutput(Tensor values, Tensor inverse, Tensor counts) {}
