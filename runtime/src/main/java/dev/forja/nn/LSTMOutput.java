package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * The result of {@link LSTM}. Immutable.
 *
 * @param output the last layer's state at each step, [l, n, directions * hiddenSize], or with n
 *     first
 * @param hidden the last state of each layer and direction, [layers * directions, n, hiddenSize]
 * @param cell the last cell of each, likewise
 */
public record LSTMOutput(Tensor output, Tensor hidden, Tensor cell) {}
