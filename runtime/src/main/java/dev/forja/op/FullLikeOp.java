package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of the input's shape and type in which every element is {@code value}; the elements of
 * the input are not read. Float32, int64 or bool. Its gradient is 0. Immutable.
 */
public record FullLikeOp(double value) implements Op {
  @Override
  public String name() {
    return "full_like";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64, DType.BOOL);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray y = allocator.empty(inputs[0].dtype(), inputs[0].shape());
    int from = y.offset();
    int to = from + y.count();
    switch (y.dtype()) {
      case I64 -> Arrays.fill(y.storage().longs(), from, to, (long) value);
      case BOOL -> Arrays.fill(y.storage().booleans(), from, to, value != 0);
      default -> Arrays.fill(y.floats(), from, to, (float) value);
    }
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of((NdArray) null);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(null);
  }
}
