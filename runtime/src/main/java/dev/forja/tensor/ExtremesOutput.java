package dev.forja.tensor;

/**
 * The smallest and the largest elements. Immutable.
 *
 * @param min the smallest
 * @param max the largest
 */
public record ExtremesOutput(Tensor min, Tensor max) {}
