package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the elements of matrices [.., rows, columns] to zero above a diagonal ({@code tril}) or
 * below it ({@code triu}). Diagonal 0 is the main diagonal; positive ones lie above it. Float32, or
 * int64 and bool without a gradient.
 *
 * <p>Immutable.
 */
public record TriangleOp(boolean upper, int diagonal) implements Op {
  @Override
  public String name() {
    return upper ? "triu" : "tril";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64, DType.BOOL);
    if (inputs[0].rank() < 2) {
      throw new IllegalArgumentException(
          "%s: %s is not a matrix: expected [.., rows, columns]"
              .formatted(name(), inputs[0].show()));
    }
    return inputs[0].alone();
  }

  private NdArray cut(NdArray x, Allocator allocator) {
    NdArray y = x.copy(allocator);
    int columns = y.shape()[y.rank() - 1];
    int rows = y.shape()[y.rank() - 2];
    for (int r = 0; columns > 0 && r < y.count() / columns; r++) {
      int edge = Math.clamp((long) r % rows + diagonal + (upper ? 0 : 1), 0, columns);
      int from = y.offset() + r * columns;
      clear(y, from + (upper ? 0 : edge), from + (upper ? edge : columns));
    }
    return y;
  }

  private static void clear(NdArray y, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (y.dtype()) {
        case I64 -> y.storage().longs()[i] = 0;
        case BOOL -> y.storage().booleans()[i] = false;
        default -> y.floats()[i] = 0;
      }
    }
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(cut(inputs[0], allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.only(Term.gradOutput(context).then(this));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(cut(GradShapes.only(gradOutputs), allocator));
  }
}
