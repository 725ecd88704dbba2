package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest elements of a given number of windows that cover the last dimensions evenly, and
 * their indices among the elements of those dimensions: {@code
 * torch.nn.functional.adaptive_max_pool2d} with indices, for any number of dimensions. NaN takes
 * precedence. Immutable.
 *
 * <p>Input: x [n, c, ..] or [c, ..]. Outputs: the values, and the indices as int64.
 *
 * @param sizes the numbers of windows; {@link AdaptiveAvgPool2dOp#KEEP} for the size of the input
 */
public record AdaptiveMaxPoolOp(Ints sizes) implements Op {
  /** Checks the sizes. */
  public AdaptiveMaxPoolOp {
    if (sizes.isEmpty()
        || sizes.stream().anyMatch(size -> size == 0 || size < AdaptiveAvgPool2dOp.KEEP)) {
      throw new IllegalArgumentException(
          "adaptive_max_pool: output %s: expected sizes of 1 or more, or KEEP".formatted(sizes));
    }
  }

  @Override
  public String name() {
    return "adaptive_max_pool" + sizes.size() + "d";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] x = inputs[0].sizes();
    MaxPoolOp.checkRank(this, x, sizes.size());
    for (int d = x.length - sizes.size(); d < x.length; d++) {
      if (x[d] == 0) {
        throw new IllegalArgumentException(
            "%s: input %s is empty in dimension %d".formatted(name(), Shapes.show(x), d));
      }
    }
    int[] pooled = x.clone();
    for (int a = 0; a < sizes.size(); a++) {
      int size = sizes.get(a);
      if (size != AdaptiveAvgPool2dOp.KEEP) {
        pooled[x.length - sizes.size() + a] = size;
      }
    }
    int _ = Shapes.count(pooled); // refuses more elements than an array holds
    return new TensorType[] {TensorType.owningFloats(pooled), TensorType.owning(DType.I64, pooled)};
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return MaxWindows.even(sizes.shared(), inputs[0].shape()).run(inputs[0], allocator);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(MaxWindows.backward(this, saved, gradOutputs, sizes.size(), allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return MaxWindows.gradient(context, sizes.size());
  }
}
