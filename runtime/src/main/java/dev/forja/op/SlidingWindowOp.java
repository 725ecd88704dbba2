package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All windows of {@code size} neighbouring places of a dimension, {@code step} apart, as a new last
 * dimension: [.., n, ..] becomes [.., count, .., size]. A view. Equivalent to {@code
 * Tensor.unfold}. Immutable.
 */
public record SlidingWindowOp(int dim, int size, int step) implements Op {
  @Override
  public String name() {
    return "unfold";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    TensorType x = inputs[0];
    int at = Checks.dim(this, dim, x);
    int length = x.rank() == 0 ? 1 : x.sizes()[at];
    if (size < 0 || size > length || step < 1) {
      throw new IllegalArgumentException(
          "unfold: windows of %d, %d apart, of dimension %d of %s: expected 0 to %d, and a step of"
                  .formatted(size, step, at, x.show(), length)
              + " 1 or more");
    }
    int[] shape = Arrays.copyOf(x.sizes(), x.rank() + 1);
    shape[x.rank()] = size;
    if (x.rank() > 0) {
      shape[at] = (length - size) / step + 1;
    }
    return TensorType.owning(x.dtype(), shape).alone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(view(inputs[0]));
  }

  private NdArray view(NdArray x) {
    TensorType type = TensorType.of(x);
    int[] strides = Arrays.copyOf(x.strides(), x.rank() + 1);
    if (x.rank() > 0) {
      int at = Checks.dim(this, dim, type);
      strides[x.rank()] = x.strides()[at];
      strides[at] *= step;
    }
    return NdArray.view(x.storage(), shapes(type)[0].shape(), strides, x.offset());
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    add(GradShapes.only(gradOutputs), view(dx));
    return GradShapes.of(dx);
  }

  /** Adds each element of {@code from} to the place that {@code to} shows for it. */
  static void add(NdArray from, NdArray to) {
    StridedIterator rows = StridedIterator.of(from, to);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            to.floats()[at[1] + i * rows.step(1)] += from.floats()[at[0] + i * rows.step(0)];
          }
        });
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType x = context.inputType(0);
    V dy = context.gradOutput();
    if (x.rank() == 0) {
      return Collections.singletonList(context.apply(new SumOp(false), dy));
    }
    int at = Checks.dim(this, dim, x);
    return Collections.singletonList(context.apply(new OverlapAddOp(at, x.sizes()[at], step), dy));
  }
}
