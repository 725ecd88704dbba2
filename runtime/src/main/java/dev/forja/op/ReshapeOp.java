package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same elements in another shape, one size of which may be -1 and is then inferred. A view if
 * the input is dense, otherwise a copy. Any element type. Immutable.
 */
public record ReshapeOp(Ints shape) implements Op {
  /** Creates the op from an array, which is copied. */
  public ReshapeOp(int... shape) {
    this(Ints.of(shape));
  }

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    return TensorType.owning(inputs[0].dtype(), resolve(inputs[0])).alone();
  }

  private int[] resolve(TensorType input) {
    int open = -1;
    long known = 1;
    for (int d = 0; d < shape.size(); d++) {
      if (shape.get(d) == -1 && open < 0) {
        open = d;
      } else if (shape.get(d) < 0) {
        throw refuse(input, "sizes are not negative, and only one may be -1");
      } else {
        // The product is capped beyond the capacity of an array; a size of 0 still makes it 0.
        known = shape.get(d) == 0 ? 0 : known > Integer.MAX_VALUE ? known : known * shape.get(d);
      }
    }
    int[] resolved = shape.toArray();
    if (open >= 0) {
      if (known == 0 || input.count() % known != 0) {
        throw refuse(input, "%d elements leave no whole size for -1".formatted(input.count()));
      }
      resolved[open] = (int) (input.count() / known);
    } else if (known != input.count()) {
      throw refuse(input, "%d elements do not fill %d".formatted(input.count(), known));
    }
    return resolved;
  }

  private IllegalArgumentException refuse(TensorType input, String reason) {
    return new IllegalArgumentException(
        "reshape: %s to %s: %s".formatted(input.show(), shape, reason));
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] to = resolve(TensorType.of(inputs[0]));
    return OpResult.of(inputs[0].contiguous(allocator).reshape(to));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Op back = new ReshapeOp(context.inputType(0).sizes());
    return Collections.singletonList(context.apply(back, context.gradOutput()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(GradShapes.dense(gradOutputs, allocator).reshape(saved.sizes(0)));
  }
}
