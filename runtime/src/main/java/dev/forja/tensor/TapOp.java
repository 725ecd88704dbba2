package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.op.Op;
import dev.forja.op.OpResult;
import dev.forja.op.SavedForBackward;
import dev.forja.op.TensorType;
import org.jspecify.annotations.Nullable;

/** The identity on its inputs, whose gradients pass through {@link Gradients}. */
record TapOp(String name, Gradients gradients) implements Op {
  /** Receives the gradients of all outputs at once, and returns those of the inputs. */
  @FunctionalInterface
  interface Gradients {
    @Nullable NdArray[] pass(@Nullable NdArray[] gradOutputs);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    return inputs;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs.clone());
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return gradients.pass(gradOutputs);
  }

  @Override
  public String toString() {
    return "TapOp";
  }
}
