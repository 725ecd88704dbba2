package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins inputs of the same type and shape along a new dimension. Any element type. Immutable. */
public record StackOp(int dim) implements Op {
  @Override
  public String name() {
    return "stack";
  }

  private int at(TensorType first) {
    return Checks.dim(this, dim, first.rank() + 1, first);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, Integer.MAX_VALUE);
    for (int i = 1; i < inputs.length; i++) {
      if (!inputs[i].equals(inputs[0])) {
        throw new IllegalArgumentException(
            "stack: input 0 is %s, input %d is %s: expected equal types and shapes"
                .formatted(inputs[0], i, inputs[i]));
      }
    }
    int[] shape = UnsqueezeOp.insert(inputs[0].sizes(), at(inputs[0]), inputs.length);
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType first = TensorType.of(inputs[0]);
    int at = at(first);
    NdArray y =
        allocator.empty(first.dtype(), UnsqueezeOp.insert(first.shape(), at, inputs.length));
    for (int i = 0; i < inputs.length; i++) {
      StridedCopy.copy(inputs[i], place(y, at, i));
    }
    return OpResult.of(y);
  }

  /** Writes {@code values}, or zeros if null, to a view. */
  static void fill(NdArray view, @Nullable NdArray values) {
    StridedCopy.copy(values == null ? Masks.number(0).expand(view.shape()) : values, view);
  }

  /** A view of one of the stacked arrays. */
  static NdArray place(NdArray stacked, int at, int index) {
    return SqueezeOp.without(stacked.slice(at, index, 1, 1), d -> d == at);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int at = at(context.inputType(0));
    Term<V> dy = Term.gradOutput(context);
    List<@Nullable V> gradients = new ArrayList<>();
    for (int i = 0; i < context.saved().inputs().size(); i++) {
      gradients.add(
          context.needed(i)
              ? dy.slice(at, i, 1).reshape(context.inputType(i).sizes()).value()
              : null);
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    Arrays.setAll(grads, i -> place(GradShapes.only(gradOutputs), at(saved.input(0)), i));
    return grads;
  }
}
