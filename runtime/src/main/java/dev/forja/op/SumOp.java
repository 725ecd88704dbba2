package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sum over some dimensions, or over all if none is given; these dimensions are removed, or kept
 * with size 1. Takes float32, or int64 without a gradient. Immutable.
 */
public record SumOp(boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public SumOp(boolean keepDim, int... dims) {
    this(keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    return TensorType.owning(inputs[0].dtype(), Reduce.shape(inputs[0].sizes(), reduced, keepDim))
        .alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    int[] shape = Reduce.shape(inputs[0].shape(), reduced, keepDim);
    return OpResult.of(Reduce.sum(inputs[0], reduced, allocator).reshape(shape));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType x = context.inputType(0);
    int[] kept = Reduce.shape(x.sizes(), Checks.dims(this, dims, x), true);
    V dy = context.apply(new ReshapeOp(kept), context.gradOutput());
    return Collections.singletonList(context.apply(new ExpandOp(x.sizes()), dy));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.input(0));
    return GradShapes.of(
        Reduce.repeat(GradShapes.only(gradOutputs), saved.sizes(0), reduced, allocator));
  }
}
