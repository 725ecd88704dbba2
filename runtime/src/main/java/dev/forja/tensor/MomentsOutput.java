package dev.forja.tensor;

/**
 * A variance or a standard deviation, and the mean. Immutable.
 *
 * @param spread the variance or the standard deviation
 * @param mean the mean
 */
public record MomentsOutput(Tensor spread, Tensor mean) {}
