package dev.forja.nn;

import dev.forja.tensor.Tensor;

/**
 * What max pooling gives where the places are wanted too. Immutable.
 *
 * @param output the largest elements
 * @param indices where each lies in its plane, counted row by row, int64, in the shape of the
 *     output
 */
public record MaxPoolOutput(Tensor output, Tensor indices) {}
