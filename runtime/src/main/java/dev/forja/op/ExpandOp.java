package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * Dimensions of size 1 repeated to larger sizes, and new ones before them; -1 keeps a size. A view.
 */
public record ExpandOp(int... shape) implements Op {
  @Override
  public String name() {
    return "expand";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    return new TensorType(inputs[0].dtype(), resolve(inputs[0])).alone();
  }

  private int[] resolve(TensorType input) {
    int[] to = shape.clone();
    int lead = shape.length - input.rank();
    for (int d = 0; d < shape.length; d++) {
      int from = d - lead;
      if (shape[d] == -1 && lead >= 0 && from >= 0) {
        to[d] = input.shape()[from];
      }
      boolean fits =
          lead >= 0
              && to[d] >= 0
              && (from < 0 || input.shape()[from] == 1 || input.shape()[from] == to[d]);
      if (!fits) {
        throw refuse(input, "the size at dimension " + d + " cannot be had");
      }
    }
    if (lead < 0) {
      throw refuse(input, "there are fewer dimensions");
    }
    return to;
  }

  private IllegalArgumentException refuse(TensorType input, String reason) {
    return new IllegalArgumentException(
        "expand: %s to %s: %s; only sizes of 1 repeat, and new dimensions come first"
            .formatted(input.show(), Shapes.show(shape), reason));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(inputs[0].expand(resolve(TensorType.of(inputs[0]))));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(Broadcast.reduce(GradShapes.only(gradOutputs), saved.shape(0), allocator));
  }
}
