package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reorders the dimensions: output dimension i is input dimension {@code dims[i]}. A view.
 * Immutable.
 */
public record PermuteOp(Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public PermuteOp(int... dims) {
    this(Ints.of(dims));
  }

  @Override
  public String name() {
    return "permute";
  }

  /** The dimensions, with negative ones resolved. */
  private int[] order(TensorType input) {
    int[] order = new int[dims.size()];
    boolean[] named = new boolean[input.rank()];
    for (int i = 0; i < dims.size() && dims.size() == input.rank(); i++) {
      order[i] = Checks.dim(this, dims.get(i), input);
      named[order[i]] = true;
    }
    for (boolean once : named) {
      if (!once) {
        throw new IllegalArgumentException(
            "permute: %s by %s: expected each dimension once".formatted(input.show(), dims));
      }
    }
    if (dims.size() != input.rank()) {
      throw new IllegalArgumentException(
          "permute: %s by %s: a scalar has no dimensions".formatted(input.show(), dims));
    }
    return order;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    int[] order = order(inputs[0]);
    int[] shape = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      shape[i] = inputs[0].sizes()[order[i]];
    }
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs[0].permute(order(TensorType.of(inputs[0]))));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] order = order(context.inputType(0));
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    return Collections.singletonList(context.apply(new PermuteOp(back), context.gradOutput()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int[] order = order(saved.input(0));
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return GradShapes.of(GradShapes.only(gradOutputs).permute(inverse));
  }
}
