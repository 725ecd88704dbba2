package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean over some dimensions, or over all if none is given; these dimensions are removed, or
 * kept with size 1. The mean of no elements is NaN. Immutable.
 */
public record MeanOp(boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public MeanOp(boolean keepDim, int... dims) {
    this(keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    return TensorType.owningFloats(Reduce.shape(inputs[0].sizes(), reduced, keepDim)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    int[] shape = Reduce.shape(inputs[0].shape(), reduced, keepDim);
    NdArray sum = Reduce.sum(inputs[0], reduced, allocator);
    int count = Reduce.count(inputs[0].shape(), reduced);
    return OpResult.of(
        Elementwise.scalar(BinaryKind.DIV, sum, count, false, allocator).reshape(shape));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType x = context.inputType(0);
    boolean[] reduced = Checks.dims(this, dims, x);
    Term<V> share = Term.gradOutput(context).over(Reduce.count(x.sizes(), reduced));
    int[] kept = Reduce.shape(x.sizes(), reduced, true);
    return Term.only(share.reshape(kept).expand(x.sizes()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.input(0));
    int count = Reduce.count(saved.sizes(0), reduced);
    NdArray share =
        Elementwise.scalar(BinaryKind.DIV, GradShapes.only(gradOutputs), count, false, allocator);
    return GradShapes.of(Reduce.repeat(share, saved.sizes(0), reduced, allocator));
  }
}
