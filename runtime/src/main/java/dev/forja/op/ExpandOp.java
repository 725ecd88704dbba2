package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repeats dimensions of size 1 and adds leading dimensions to reach a given shape; -1 keeps a size.
 * A view. Immutable.
 */
public record ExpandOp(Ints shape) implements Op {
  /** Creates the op from an array, which is copied. */
  public ExpandOp(int... shape) {
    this(Ints.of(shape));
  }

  @Override
  public String name() {
    return "expand";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    return TensorType.owning(inputs[0].dtype(), resolve(inputs[0])).alone();
  }

  private int[] resolve(TensorType input) {
    int[] to = shape.toArray();
    int lead = shape.size() - input.rank();
    for (int d = 0; d < shape.size(); d++) {
      int from = d - lead;
      if (shape.get(d) == -1 && lead >= 0 && from >= 0) {
        to[d] = input.sizes()[from];
      }
      boolean fits =
          lead >= 0
              && to[d] >= 0
              && (from < 0 || input.sizes()[from] == 1 || input.sizes()[from] == to[d]);
      if (!fits) {
        throw refuse(input, "the size at dimension " + d + " is not possible");
      }
    }
    if (lead < 0) {
      throw refuse(input, "the new shape has fewer dimensions");
    }
    return to;
  }

  private IllegalArgumentException refuse(TensorType input, String reason) {
    return new IllegalArgumentException(
        "expand: %s to %s: %s; only sizes of 1 repeat, and new dimensions come first"
            .formatted(input.show(), shape, reason));
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs[0].expand(resolve(TensorType.of(inputs[0]))));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(context.reduce(context.gradOutput(), 0));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(Broadcast.reduce(GradShapes.only(gradOutputs), saved.sizes(0), allocator));
  }
}
