package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds elements of a source to the input, at places along a dimension that are given by an int64
 * index: {@code y = x; y[index[i][j]][j] += source[i][j]} for dimension 0. Inputs: x, the index,
 * the source, all of the same rank. The index is at most as long as the source in each dimension,
 * and at most as long as x in each dimension but {@code dim}. Float32, or int64 without a gradient.
 * Equivalent to {@code torch.scatter_add}.
 *
 * <p>Immutable.
 */
public record ScatterAddOp(int dim) implements Op {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    GatherScatter.check(this, dim, inputs, DType.F32, DType.I64);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[1].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray index = inputs[1];
    NdArray y = inputs[0].copy(allocator);
    int at = Checks.dim(this, dim, TensorType.of(y));
    GatherScatter.add(this, at, y, index, GatherScatter.corner(inputs[2], index));
    return OpResult.of(y).saving(index);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> dy = Term.gradOutput(context);
    Term<V> dsource = null;
    if (context.needed(2)) {
      Term<V> index = Term.constant(context, context.saved().array(0));
      dsource = dy.then(new GatherOp(dim), index).then(fill(context.saved()));
    }
    return Term.all(dy, null, dsource);
  }

  /** Fills up the elements of the source that the index leaves out, with zeros. */
  private static Op fill(SavedForBackward saved) {
    int[] index = saved.sizes(1);
    int[] source = saved.sizes(2);
    int[] padding = new int[2 * index.length];
    for (int d = 0; d < index.length; d++) {
      padding[2 * (index.length - 1 - d) + 1] = source[d] - index[d];
    }
    return new PadOp(0, padding);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    NdArray index = saved.array(0);
    NdArray dsource = null;
    if (needed[2]) {
      int at = Checks.dim(this, dim, saved.input(0));
      dsource = allocator.zeros(saved.sizes(2));
      GatherScatter.take(this, at, dy, index, GatherScatter.corner(dsource, index));
    }
    return GradShapes.of(dy, null, dsource);
  }
}
