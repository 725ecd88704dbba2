package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts one value at places along a dimension that are given by an int64 index: {@code y = x;
 * y[index[i][j]][j] = value} for dimension 0. Equivalent to {@code torch.scatter} with a number.
 * Float32, or int64 or bool without a gradient.
 *
 * <p>Immutable.
 */
public record ScatterFillOp(int dim, double value) implements Op {
  @Override
  public String name() {
    return "scatter_fill";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    TensorType[] all = {inputs[0], inputs[1], new TensorType(inputs[0].dtype(), inputs[1].sizes())};
    GatherScatter.check(this, dim, all, DType.F32, DType.I64, DType.BOOL);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(filled(inputs[0], inputs[1], value, allocator)).saving(inputs[1]);
  }

  private NdArray filled(NdArray x, NdArray index, double value, Allocator allocator) {
    NdArray y = x.copy(allocator);
    Storage one =
        switch (y.dtype()) {
          case I64 -> Storage.of(new long[] {(long) value});
          case BOOL -> Storage.of(new boolean[] {value != 0});
          default -> Storage.of(new float[] {(float) value});
        };
    NdArray source = NdArray.dense(one, ScatterOp.ones(index.rank())).expand(index.shape());
    GatherScatter.put(this, Checks.dim(this, dim, TensorType.of(y)), y, index, source);
    return y;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(filled(GradShapes.only(gradOutputs), saved.array(0), 0, allocator), null);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(
        context.apply(new ScatterFillOp(dim, 0), context.gradOutput(), context.input(1, 0)));
    gradients.add(null);
    return gradients;
  }
}
