package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.StridedCopy;
import org.jspecify.annotations.Nullable;

/**
 * The elements whose indices in two dimensions are equal. These dimensions are removed, and the
 * diagonal becomes the last dimension. A view. Equivalent to {@code torch.diagonal} without an
 * offset.
 *
 * <p>Immutable.
 */
public record DiagonalOp(int first, int second) implements Multilinear {
  @Override
  public String name() {
    return "diagonal";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    TensorType x = inputs[0];
    if (x.rank() < 2 || Checks.dim(this, first, x) == Checks.dim(this, second, x)) {
      throw new IllegalArgumentException(
          "diagonal: %s, dimensions %d and %d: expected two different dimensions"
              .formatted(x.show(), first, second));
    }
    int[] shape = new int[x.rank() - 1];
    leave(x.shape(), shape, x);
    shape[shape.length - 1] = Math.min(x.size(first), x.size(second));
    return TensorType.owning(x.dtype(), shape).alone();
  }

  /** Copies the entries of the dimensions that remain. */
  private void leave(int[] from, int[] to, TensorType type) {
    int at = 0;
    for (int d = 0; d < from.length; d++) {
      if (d != Checks.dim(this, first, type) && d != Checks.dim(this, second, type)) {
        to[at++] = from[d];
      }
    }
  }

  private NdArray view(NdArray x) {
    TensorType type = TensorType.of(x);
    int[] strides = new int[x.rank() - 1];
    leave(x.strides(), strides, type);
    strides[strides.length - 1] =
        x.strides()[Checks.dim(this, first, type)] + x.strides()[Checks.dim(this, second, type)];
    return NdArray.view(x.storage(), shapes(type)[0].shape(), strides, x.offset());
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(view(inputs[0]));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    StridedCopy.copy(GradShapes.only(gradOutputs), view(dx));
    return GradShapes.of(dx);
  }
}
