package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers elements along a dimension by an int64 index of the same rank: {@code y[i][j] =
 * x[index[i][j]][j]} for dimension 0. In the other dimensions the index may be smaller than x.
 * Float32, or int64 or bool without a gradient.
 *
 * <p>Immutable.
 */
public record GatherOp(int dim) implements Op {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64, DType.BOOL);
    Checks.dtype(this, "the index", inputs[1], DType.I64);
    int at = Checks.dim(this, dim, inputs[0]);
    int[] shape = inputs[0].sizes();
    int[] index = inputs[1].sizes();
    boolean fits = shape.length == index.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = d == at || index[d] <= shape[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          ("gather: input %s, index %s: expected equal ranks, and an index no longer than the input"
                  + " except in dimension %d")
              .formatted(Shapes.show(shape), Shapes.show(index), at));
    }
    return TensorType.owning(inputs[0].dtype(), index).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    NdArray index = inputs[1];
    NdArray y = allocator.empty(x.dtype(), index.shape());
    GatherScatter.take(this, Checks.dim(this, dim, TensorType.of(x)), x, index, y);
    return OpResult.of(y).saving(index);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> index = Term.constant(context, context.saved().array(0));
    Term<V> zeros = Term.zeros(context, context.inputType(0).sizes());
    Term<V> dx = zeros.then(new ScatterAddOp(dim), index, Term.gradOutput(context));
    return Term.all(dx, null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    int at = Checks.dim(this, dim, saved.input(0));
    GatherScatter.add(this, at, dx, saved.array(0), GradShapes.only(gradOutputs));
    return GradShapes.of(dx, null);
  }
}
