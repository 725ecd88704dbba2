package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * The result of max pooling with indices. Immutable.
 *
 * @param output the largest elements
 * @param indices the index of each element in its plane, counted row by row, int64, in the shape of
 *     the output
 */
public record MaxPoolOutput(Tensor output, Tensor indices) {}
