package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts elements of a source at places along a dimension that are given by an int64 index: {@code y
 * = x; y[index[i][j]][j] = source[i][j]} for dimension 0. If a place is given several times, the
 * last one counts, and the gradient goes to all of them, as in PyTorch. Shapes and types as for
 * {@link ScatterAddOp}; bool too. Equivalent to {@code torch.scatter}.
 *
 * <p>Immutable.
 */
public record ScatterOp(int dim) implements Op {
  @Override
  public String name() {
    return "scatter";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    GatherScatter.check(this, dim, inputs, DType.F32, DType.I64, DType.BOOL);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray index = inputs[1];
    NdArray y = inputs[0].copy(allocator);
    int at = Checks.dim(this, dim, TensorType.of(y));
    GatherScatter.put(this, at, y, index, GatherScatter.corner(inputs[2], index));
    return OpResult.of(y).saving(index);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    NdArray index = saved.array(0);
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dx = null;
    if (needed[0]) {
      dx = dy.copy(allocator);
      NdArray zero = Masks.number(0);
      GatherScatter.put(
          this, at, dx, index, zero.reshape(ones(index.rank())).expand(index.shape()));
    }
    NdArray dsource = null;
    if (needed[2]) {
      dsource = allocator.zeros(saved.sizes(2));
      GatherScatter.take(this, at, dy, index, GatherScatter.corner(dsource, index));
    }
    return GradShapes.of(dx, null, dsource);
  }

  /** A shape of this many ones. */
  static int[] ones(int rank) {
    int[] ones = new int[rank];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V dy = context.gradOutput();
    V index = context.input(1, 0);
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(context.needed(0) ? context.apply(new ScatterFillOp(dim, 0), dy, index) : null);
    gradients.add(null);
    gradients.add(
        context.needed(2) ? GatherScatter.sourceGradient(context, dim, dy, index, 2) : null);
    return gradients;
  }
}
