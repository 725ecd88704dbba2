package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import org.jspecify.annotations.Nullable;

/**
 * The places {@code start}, {@code start + step}, .. before {@code end} of one dimension, by
 * Python's rules: negative indices count from the end, and indices beyond the end are clamped. A
 * view.
 *
 * <p>Immutable.
 */
public record SliceOp(int dim, int start, int end, int step) implements Multilinear {
  /** Checks the step. */
  public SliceOp {
    if (step < 1) {
      throw new IllegalArgumentException("slice: the step is " + step + ", expected 1 or more");
    }
  }

  @Override
  public String name() {
    return "slice";
  }

  private static int place(int given, int size) {
    return Math.clamp(given < 0 ? (long) given + size : given, 0, size);
  }

  private static int length(int from, int to, int step) {
    return to <= from ? 0 : Math.ceilDiv(to - from, step);
  }

  private int at(TensorType input) {
    if (input.rank() == 0) {
      throw new IndexOutOfBoundsException("slice: a scalar has no dimension " + dim);
    }
    return Checks.dim(this, dim, input);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    int at = at(inputs[0]);
    int[] shape = inputs[0].sizes().clone();
    shape[at] = length(place(start, shape[at]), place(end, shape[at]), step);
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  private NdArray slice(NdArray x) {
    int at = at(TensorType.of(x));
    int from = place(start, x.shape()[at]);
    return x.slice(at, from, length(from, place(end, x.shape()[at]), step), step);
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(slice(inputs[0]));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    StridedCopy.copy(GradShapes.only(gradOutputs), slice(dx));
    return GradShapes.of(dx);
  }
}
