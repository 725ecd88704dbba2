package dev.forja.nn;

import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link MultiheadAttention}. Immutable.
 *
 * @param output the attended values, in the shape of the queries
 * @param weights [n, l, s], or [n, heads, l, s] if they are not averaged; null if they were not
 *     requested
 */
public record AttentionOutput(Tensor output, @Nullable Tensor weights) {}
