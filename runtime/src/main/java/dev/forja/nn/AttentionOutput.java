package dev.forja.nn;

import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MultiheadAttention} gives. Immutable.
 *
 * @param output the values attended to, in the shape of the queries
 * @param weights [n, l, s], or [n, heads, l, s] where they are not averaged; null if not asked for
 */
public record AttentionOutput(Tensor output, @Nullable Tensor weights) {}
