package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rolls a dimension by {@code shift} places; elements that leave at one end reappear at the other.
 * Any element type. Equivalent to {@code torch.roll} with one dimension. Immutable.
 */
public record RollOp(int shift, int dim) implements Op {
  @Override
  public String name() {
    return "roll";
  }

  private int at(TensorType input) {
    if (input.rank() == 0) {
      throw new IndexOutOfBoundsException("roll: a scalar has no dimension " + dim);
    }
    return Checks.dim(this, dim, input);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    at(inputs[0]);
    return inputs[0].alone();
  }

  private NdArray roll(NdArray x, long by, Allocator allocator) {
    int at = at(TensorType.of(x));
    int size = x.shape()[at];
    NdArray y = allocator.empty(x.dtype(), x.shape());
    int head = size == 0 ? 0 : Math.floorMod(by, size);
    StridedCopy.copy(x.slice(at, 0, size - head, 1), y.slice(at, head, size - head, 1));
    StridedCopy.copy(x.slice(at, size - head, head, 1), y.slice(at, 0, head, 1));
    return y;
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(roll(inputs[0], shift, allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int size = Math.max(1, context.inputType(0).size(dim));
    int back = Math.floorMod(-(long) shift, size);
    return Term.only(Term.gradOutput(context).then(new RollOp(back, dim)));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(roll(GradShapes.only(gradOutputs), -(long) shift, allocator));
  }
}
