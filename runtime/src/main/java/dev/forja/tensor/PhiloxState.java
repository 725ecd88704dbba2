package dev.forja.tensor;

/**
 * What the next draws of a {@link Philox} depend on. Immutable.
 *
 * @param seed what the generator was seeded with
 * @param counter the number of blocks drawn since then
 */
public record PhiloxState(long seed, long counter) {}
