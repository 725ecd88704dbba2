package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reverses the order of the elements along some dimensions. Any element type; a copy, as in
 * PyTorch. Immutable.
 */
public record FlipOp(Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public FlipOp(int... dims) {
    this(Ints.of(dims));
  }

  @Override
  public String name() {
    return "flip";
  }

  private boolean[] flipped(TensorType input) {
    return dims.size() == 0 ? new boolean[input.rank()] : Checks.dims(this, dims, input);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    flipped(inputs[0]);
    return inputs[0].alone();
  }

  private static NdArray flip(NdArray x, boolean[] flipped, Allocator allocator) {
    int[] strides = x.strides().clone();
    int offset = x.offset();
    for (int d = 0; d < flipped.length; d++) {
      if (flipped[d] && x.shape()[d] > 1) {
        offset += (x.shape()[d] - 1) * strides[d];
        strides[d] = -strides[d];
      }
    }
    return NdArray.view(x.storage(), x.shape(), strides, offset).copy(allocator);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(flip(inputs[0], flipped(TensorType.of(inputs[0])), allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Term.only(Term.gradOutput(context).then(this));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(flip(GradShapes.only(gradOutputs), flipped(saved.input(0)), allocator));
  }
}
