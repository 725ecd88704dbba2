package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op with one output that is linear in each of its differentiable inputs: a product, or an op
 * that moves or adds elements. Its gradients are ops of the same kind, {@link AdjointOp}.
 * Implementations are immutable.
 */
interface Multilinear extends Op {
  /**
   * The arrays that {@link #forward} saves for backward. {@link #backward} may read an input for
   * the gradients of the others only, never for its own.
   */
  default NdArray[] saves(NdArray[] inputs, Allocator allocator) {
    return new NdArray[0];
  }

  /** The gradient of an op with a single input. */
  @Override
  default <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(adjoint(context, 0, List.of()));
  }

  /** The gradient of an input as an op; the other inputs are given in the order of the op. */
  default <V> @Nullable V adjoint(GradContext<V> context, int input, List<V> others) {
    if (!context.needed(input)) {
      return null;
    }
    List<V> given = new ArrayList<>(others);
    given.add(context.gradOutput());
    return context.apply(new AdjointOp(this, input, context.inputType(input)), given);
  }
}
