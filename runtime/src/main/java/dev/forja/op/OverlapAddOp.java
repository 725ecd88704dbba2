package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds windows [.., count, .., size] to a dimension of {@code length} places, each {@code step}
 * places after the one before; places without a window are 0. The gradient of {@link
 * SlidingWindowOp}. Immutable.
 */
public record OverlapAddOp(int dim, int length, int step) implements Op {
  @Override
  public String name() {
    return "overlap_add";
  }

  private SlidingWindowOp windows(TensorType x) {
    return new SlidingWindowOp(dim, x.sizes()[x.rank() - 1], step);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    TensorType x = inputs[0];
    if (x.rank() < 2 || dim < 0 || dim > x.rank() - 2) {
      throw new IllegalArgumentException(
          "overlap_add: %s, dimension %d: expected windows [.., count, .., size]"
              .formatted(x.show(), dim));
    }
    int[] shape = Arrays.copyOf(x.sizes(), x.rank() - 1);
    shape[dim] = length;
    TensorType result = TensorType.owningFloats(shape);
    int size = x.sizes()[x.rank() - 1];
    boolean fits = step >= 1 && size <= length;
    if (!fits || x.sizes()[dim] != (length - size) / step + 1) {
      throw new IllegalArgumentException(
          "overlap_add: %s is not the windows of %s, %d apart"
              .formatted(x.show(), Shapes.show(shape), step));
    }
    return result.alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType type = TensorType.of(inputs[0]);
    NdArray y = allocator.zeros(shapes(type)[0].sizes());
    NdArray places = windows(type).forward(new NdArray[] {y}, allocator).output(0);
    SlidingWindowOp.add(inputs[0], places);
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    return GradShapes.of(windows(saved.input(0)).forward(new NdArray[] {dy}, allocator).output(0));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(
        context.apply(windows(context.inputType(0)), context.gradOutput()));
  }
}
