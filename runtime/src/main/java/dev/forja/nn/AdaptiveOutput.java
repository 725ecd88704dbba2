package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * The result of {@code AdaptiveLogSoftmaxWithLoss}. Immutable and therefore thread-safe.
 *
 * @param output the logarithm of the probability of each target, [n]
 * @param loss minus their mean
 */
public record AdaptiveOutput(Tensor output, Tensor loss) {}
