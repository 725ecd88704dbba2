package dev.forja.trace;

/**
 * A dimension of an input that differed between two traces, see {@link Graph#joinedWith}.
 * Immutable.
 *
 * @param size the same for dimensions that are always of one size: 0, 1, ..
 * @param input the place in {@link Graph#inputs}
 * @param dimension the dimension of that input
 */
public record DynamicSize(int size, int input, int dimension) {}
