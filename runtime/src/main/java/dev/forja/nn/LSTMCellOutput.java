package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * The results of {@link LSTMCell}. Immutable and therefore safe for use by many threads.
 *
 * @param hidden the state after the step, [n, hiddenSize] or [hiddenSize]
 * @param cell the cell state after the step, likewise
 */
public record LSTMCellOutput(Tensor hidden, Tensor cell) {}
