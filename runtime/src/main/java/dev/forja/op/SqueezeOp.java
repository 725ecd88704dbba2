package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Removes dimensions of size 1: those of the given dimensions that have size 1, or all if none is
 * given. A view. Any element type. Immutable.
 */
public record SqueezeOp(Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public SqueezeOp(int... dims) {
    this(Ints.of(dims));
  }

  @Override
  public String name() {
    return "squeeze";
  }

  private static boolean[] dropped(boolean[] named, int[] shape) {
    for (int d = 0; d < named.length; d++) {
      named[d] &= shape[d] == 1;
    }
    return named;
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    int[] shape = inputs[0].sizes();
    boolean[] dropped = dropped(Checks.dims(this, dims, inputs[0]), shape);
    return TensorType.owning(inputs[0].dtype(), Reduce.shape(shape, dropped, false)).alone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    boolean[] dropped = dropped(Checks.dims(this, dims, TensorType.of(x)), x.shape());
    return OpResult.of(without(x, d -> dropped[d]));
  }

  /** A view without some dimensions, which must have size 1. */
  static NdArray without(NdArray x, IntPredicate dropped) {
    int[] kept = IntStream.range(0, x.rank()).filter(dropped.negate()).toArray();
    int[] shape = Arrays.stream(kept).map(d -> x.shape()[d]).toArray();
    int[] strides = Arrays.stream(kept).map(d -> x.strides()[d]).toArray();
    return NdArray.view(x.storage(), shape, strides, x.offset());
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.only(Term.gradOutput(context).reshape(context.inputType(0).sizes()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(GradShapes.dense(gradOutputs, allocator).reshape(saved.sizes(0)));
  }
}
