package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.op.GradContext;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The identity on its inputs, whose gradients pass through {@code gradients}: it receives those of
 * all outputs at once, and returns those of the inputs.
 */
record TapOp(String name, UnaryOperator<List<@Nullable Tensor>> gradients) implements Op {
  @Override
  public TensorType[] shapes(TensorType... inputs) {
    return inputs;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs.clone());
  }

  /** Passes on gradients that are not recorded; what the hook computes is not recorded either. */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    List<@Nullable Tensor> given = new ArrayList<>();
    for (NdArray gradient : gradOutputs) {
      given.add(gradient == null ? null : Tensor.constant(gradient, true));
    }
    List<@Nullable Tensor> changed = NoGrad.call(() -> gradients.apply(given));
    @Nullable NdArray[] arrays = new @Nullable NdArray[changed.size()];
    for (int i = 0; i < arrays.length; i++) {
      Tensor gradient = changed.get(i);
      arrays[i] = gradient == null ? null : gradient.array();
    }
    return arrays;
  }

  /** Passes on gradients that are recorded, together with what the hook computes. */
  @Override
  @SuppressWarnings("unchecked") // the values of a context are tensors, which only ops may not know
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<@Nullable Tensor> given = new ArrayList<>();
    for (int i = 0; i < context.saved().outputCount(); i++) {
      given.add((Tensor) context.gradOutput(i));
    }
    return (List<@Nullable V>) gradients.apply(given);
  }

  @Override
  public String toString() {
    return "TapOp";
  }
}
