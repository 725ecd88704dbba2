package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.kernel.Axis;
import dev.forja.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of each window, as {@code torch.nn.functional.max_pool2d}: x [n, c, h, w] or
 * [c, h, w]. Padding is negative infinity; a NaN beats all. The gradient goes to the first of
 * several largest.
 */
public record MaxPool2dOp(Pool rows, Pool columns) implements Op {
  @Override
  public String name() {
    return "max_pool2d";
  }

  private Axis rows(int[] x) {
    return rows.axis(this, ImageShape.height(x), x);
  }

  private Axis columns(int[] x) {
    return columns.axis(this, ImageShape.width(x), x);
  }

  private int[] pooled(int[] x) {
    return ImageShape.with(x, ImageShape.channels(x), rows(x).out(), columns(x).out());
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    ImageShape.check(this, inputs[0].shape());
    return TensorType.floats(pooled(inputs[0].shape())).alone();
  }

  @Override
  public Computed forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(pooled(x.shape()));
    NdArray places = allocator.empty(DType.I32, y.shape());
    Kernels.get()
        .pooling()
        .max(
            ImageShape.planes(x.shape()),
            rows(x.shape()),
            columns(x.shape()),
            x.floats(),
            x.offset(),
            y.floats(),
            y.offset(),
            places.storage().ints(),
            places.offset());
    return Computed.of(y).saving(places);
  }

  @Override
  public @Nullable NdArray[] backward(
      Saved saved, @Nullable NdArray[] gradOutputs, boolean[] needed, Allocator allocator) {
    NdArray places = saved.array(0);
    NdArray dy = Grads.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(saved.shape(0));
    int[] x = dx.shape();
    int[] y = dy.shape();
    Kernels.get()
        .pooling()
        .maxGrad(
            ImageShape.planes(x),
            ImageShape.height(x) * ImageShape.width(x),
            ImageShape.height(y) * ImageShape.width(y),
            dy.floats(),
            dy.offset(),
            places.storage().ints(),
            places.offset(),
            dx.floats(),
            dx.offset());
    return Grads.of(dx);
  }
}
