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
    Checks.arity(this, inputs, 3, 3);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "the index", inputs[1], DType.I64);
    Checks.dtype(this, "the source", inputs[2], inputs[0].dtype());
    int at = Checks.dim(this, dim, inputs[0]);
    int[] x = inputs[0].sizes();
    int[] index = inputs[1].sizes();
    int[] source = inputs[2].sizes();
    boolean fits = x.length == index.length && x.length == source.length;
    for (int d = 0; fits && d < x.length; d++) {
      fits = index[d] <= source[d] && (d == at || index[d] <= x[d]);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          ("scatter_add: input %s, index %s, source %s: expected equal ranks, and an index no"
                  + " longer than the source and, except in dimension %d, than the input")
              .formatted(inputs[0].show(), inputs[1].show(), inputs[2].show(), at));
    }
    return inputs[0].alone();
  }

  /** A view of the source's first elements in the shape of the index. */
  private static NdArray corner(NdArray source, NdArray index) {
    return NdArray.view(source.storage(), index.shape(), source.strides(), source.offset());
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
    GatherScatter.add(this, at, y, index, corner(inputs[2], index));
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
      GatherScatter.take(this, at, dy, index, corner(dsource, index));
    }
    return GradShapes.of(dy, null, dsource);
  }
}
