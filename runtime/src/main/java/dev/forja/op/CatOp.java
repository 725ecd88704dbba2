package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.StridedCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Concatenates the inputs along a dimension; their other sizes must agree. Any element type.
 * Immutable.
 */
public record CatOp(int dim) implements Op {
  @Override
  public String name() {
    return "cat";
  }

  private int at(TensorType first) {
    return Checks.dim(this, dim, first);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, Integer.MAX_VALUE);
    TensorType first = inputs[0];
    int at = at(first);
    if (first.rank() == 0) {
      throw new IllegalArgumentException("cat: scalars have no dimension: use stack");
    }
    int[] shape = first.shape().clone();
    shape[at] = 0;
    for (int i = 0; i < inputs.length; i++) {
      int[] other = inputs[i].sizes().clone();
      boolean fits = other.length == shape.length && inputs[i].dtype() == first.dtype();
      if (fits) {
        shape[at] = Shapes.size(name(), (long) shape[at] + other[at]);
        other[at] = shape[at];
      }
      if (!fits || !Arrays.equals(other, shape)) {
        throw new IllegalArgumentException(
            "cat: input 0 is %s, input %d is %s: types and sizes may differ in dimension %d only"
                .formatted(first, i, inputs[i], at));
      }
    }
    return TensorType.owning(first.dtype(), shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = at(TensorType.of(inputs[0]));
    int[] shape = inputs[0].shape().clone();
    shape[at] = Arrays.stream(inputs).mapToInt(x -> x.shape()[at]).sum();
    NdArray y = allocator.empty(inputs[0].dtype(), shape);
    int from = 0;
    for (NdArray x : inputs) {
      StridedCopy.copy(x, y.slice(at, from, x.shape()[at], 1));
      from += x.shape()[at];
    }
    return OpResult.of(y);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int at = at(context.inputType(0));
    Term<V> dy = Term.gradOutput(context);
    List<@Nullable V> gradients = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < context.saved().inputs().size(); i++) {
      int size = context.inputType(i).sizes()[at];
      gradients.add(context.needed(i) ? dy.slice(at, from, size).value() : null);
      from += size;
    }
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = at(saved.input(0));
    NdArray dy = GradShapes.only(gradOutputs);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    int from = 0;
    for (int i = 0; i < grads.length; i++) {
      int size = saved.sizes(i)[at];
      grads[i] = dy.slice(at, from, size, 1);
      from += size;
    }
    return grads;
  }
}
