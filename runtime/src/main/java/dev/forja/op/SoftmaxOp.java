package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = e^x / sum of e^x} along one dimension, computed relative to the largest x, so that
 * nothing overflows. Immutable.
 */
public record SoftmaxOp(int dim) implements Op {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    Checks.dim(this, dim, inputs[0]);
    return inputs[0].alone();
  }

  /** Counts the maximum, a difference, exp, a sum, and a quotient. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 5L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    NdArray y = allocator.floats(x.shape());
    Kernels.get()
        .softmax()
        .softmax(
            x.floats(), x.offset(), y.floats(), y.offset(), LastDim.rows(x), LastDim.columns(x));
    return OpResult.of(LastDim.back(y, at)).saving(y);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int at = Checks.dim(this, dim, context.inputType(0));
    Term<V> y = Term.output(context, 0, LastDim.back(context.saved().array(0), at));
    Term<V> dy = Term.gradOutput(context);
    return Term.only(y.times(dy.minus(dy.times(y).sum(at))));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray y = saved.array(0);
    NdArray dy = LastDim.dense(GradShapes.only(gradOutputs), at, allocator);
    NdArray dx = allocator.floats(y.shape());
    Kernels.get()
        .softmax()
        .softmaxGrad(
            y.floats(),
            y.offset(),
            dy.floats(),
            dy.offset(),
            dx.floats(),
            dx.offset(),
            LastDim.rows(y),
            LastDim.columns(y));
    return GradShapes.of(LastDim.back(dx, at));
  }
}
