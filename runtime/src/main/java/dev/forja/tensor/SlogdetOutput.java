package dev.forja.tensor;

/**
 * The signs of determinants, and the logarithms of their absolute values. Immutable and therefore
 * thread-safe.
 */
public record SlogdetOutput(Tensor sign, Tensor logabsdet) {}
