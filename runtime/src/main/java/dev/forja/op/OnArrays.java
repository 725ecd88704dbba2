package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the ops of a gradient on arrays. */
record OnArrays(
    String name,
    SavedForBackward saved,
    @Nullable NdArray[] gradOutputs,
    boolean[] needed,
    Allocator allocator)
    implements GradContext<NdArray> {
  @Override
  public boolean needed(int input) {
    return needed[input];
  }

  @Override
  public NdArray input(int input, NdArray value) {
    return value;
  }

  @Override
  public NdArray output(int output, NdArray value) {
    return value;
  }

  @Override
  public NdArray constant(NdArray value) {
    return value;
  }

  @Override
  public @Nullable NdArray gradOutput(int output) {
    return gradOutputs[output];
  }

  @Override
  public TensorType typeOf(NdArray value) {
    return TensorType.of(value);
  }

  @Override
  public NdArray apply(Op op, List<NdArray> inputs) {
    return op.forward(inputs.toArray(NdArray[]::new), allocator).output(0);
  }

  @Override
  public List<@Nullable NdArray> through(
      List<NdArray> inputs, UnaryOperator<List<NdArray>> forward) {
    throw new UnsupportedOperationException(name + " states its gradient by ops");
  }
}
