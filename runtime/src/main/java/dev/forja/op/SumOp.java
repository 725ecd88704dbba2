package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * The sum over some dimensions, or over all where none is named; they vanish, or stay with size 1.
 * Takes float32, or int64 without a gradient.
 */
public record SumOp(boolean keepDim, int... dims) implements Op {
  @Override
  public String name() {
    return "sum";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    return new TensorType(inputs[0].dtype(), Reduce.shape(inputs[0].shape(), reduced, keepDim))
        .alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    int[] shape = Reduce.shape(inputs[0].shape(), reduced, keepDim);
    return OpResult.of(Reduce.sum(inputs[0], reduced, allocator).reshape(shape));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.inputs()[0]);
    return GradShapes.of(
        Reduce.repeat(GradShapes.only(gradOutputs), saved.shape(0), reduced, allocator));
  }
}
