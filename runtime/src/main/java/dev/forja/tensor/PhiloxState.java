package dev.forja.tensor;

/**
 * The state of a {@link Philox}, which determines its next draws. Immutable and therefore
 * thread-safe.
 *
 * @param seed the seed of the generator
 * @param counter the number of blocks drawn since then
 */
public record PhiloxState(long seed, long counter) {}
