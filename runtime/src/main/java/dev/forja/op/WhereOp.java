package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = condition ? a : b}, element by element, with broadcasting of all three. The condition
 * is bool; a and b are both float32, or both int64 or bool without a gradient. Immutable.
 */
public record WhereOp() implements Op {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 3, 3);
    Checks.dtype(this, "the condition", inputs[0], DType.BOOL);
    Checks.dtype(this, "input 1", inputs[1], DType.F32, DType.I64, DType.BOOL);
    Checks.dtype(this, "input 2", inputs[2], inputs[1].dtype());
    int[] values = Shapes.broadcast(name(), inputs[1].sizes(), inputs[2].sizes());
    return TensorType.owning(inputs[1].dtype(), Shapes.broadcast(name(), inputs[0].sizes(), values))
        .alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] values = Shapes.broadcast(name(), inputs[1].shape(), inputs[2].shape());
    int[] shape = Shapes.broadcast(name(), inputs[0].shape(), values);
    return OpResult.of(Masks.choose(inputs[0], inputs[1], inputs[2], shape, allocator))
        .saving(inputs[0]);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> mask = Term.constant(context, context.saved().array(0));
    Term<V> dy = Term.gradOutput(context);
    Term<V> zero = Term.zeros(context);
    return Term.all(
        null,
        context.needed(1) ? mask.choose(dy, zero).reducedTo(1) : null,
        context.needed(2) ? mask.choose(zero, dy).reducedTo(2) : null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray mask = saved.array(0);
    NdArray dy = GradShapes.only(gradOutputs);
    NdArray zero = Masks.number(0);
    @Nullable NdArray[] grads = new @Nullable NdArray[3];
    if (needed[1]) {
      NdArray da = Masks.choose(mask, dy, zero, dy.shape(), allocator);
      grads[1] = Broadcast.reduce(da, saved.sizes(1), allocator);
    }
    if (needed[2]) {
      NdArray db = Masks.choose(mask, zero, dy, dy.shape(), allocator);
      grads[2] = Broadcast.reduce(db, saved.sizes(2), allocator);
    }
    return grads;
  }
}
