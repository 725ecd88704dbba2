package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * The result of {@link RNN} and {@link GRU}. Immutable.
 *
 * @param output the last layer's state at each step, [l, n, directions * hiddenSize], or with n
 *     first
 * @param hidden the last state of each layer and direction, [layers * directions, n, hiddenSize]
 */
public record RecurrentOutput(Tensor output, Tensor hidden) {}
