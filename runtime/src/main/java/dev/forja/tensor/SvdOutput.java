package dev.forja.tensor;

/**
 * Left singular vectors as columns, singular values, and right singular vectors as rows. Immutable
 * and therefore thread-safe.
 */
public record SvdOutput(Tensor u, Tensor s, Tensor vh) {}
