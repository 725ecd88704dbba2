package dev.forja.tensor;

/** Eigenvalues, and eigenvectors as columns. Immutable and therefore thread-safe. */
public record EighOutput(Tensor eigenvalues, Tensor eigenvectors) {}
