package dev.forja.tensor;

/** Orthonormal columns and upper triangles. Immutable and therefore thread-safe. */
public record QrOutput(Tensor q, Tensor r) {}
