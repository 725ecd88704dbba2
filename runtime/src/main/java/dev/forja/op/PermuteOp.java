package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions in another order: output dimension i is input dimension {@code dims[i]}. A view.
 */
public record PermuteOp(int... dims) implements Op {
  @Override
  public String name() {
    return "permute";
  }

  /** The dimensions, counted from the start. */
  private int[] order(TensorType input) {
    int[] order = new int[dims.length];
    boolean[] named = new boolean[input.rank()];
    for (int i = 0; i < dims.length && dims.length == input.rank(); i++) {
      order[i] = Checks.dim(this, dims[i], input);
      named[order[i]] = true;
    }
    for (boolean once : named) {
      if (!once) {
        throw new IllegalArgumentException(
            "permute: %s by %s: expected each dimension once"
                .formatted(input.show(), Arrays.toString(dims)));
      }
    }
    if (dims.length != input.rank()) {
      throw new IllegalArgumentException(
          "permute: %s by %s: it has no dimensions".formatted(input.show(), Arrays.toString(dims)));
    }
    return order;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    int[] order = order(inputs[0]);
    int[] shape = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      shape[i] = inputs[0].shape()[order[i]];
    }
    return new TensorType(inputs[0].dtype(), shape).alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs[0].permute(order(TensorType.of(inputs[0]))));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int[] order = order(saved.inputs()[0]);
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return GradShapes.of(GradShapes.only(gradOutputs).permute(inverse));
  }
}
