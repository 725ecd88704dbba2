package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of each window, equivalent to {@code torch.nn.functional.max_pool2d}: x [n,
 * c, h, w] or [c, h, w]. Padding is negative infinity; NaN takes precedence. The gradient goes to
 * the first of several largest elements.
 *
 * <p>Immutable.
 *
 * @param indices whether a second output holds the index of each element in its plane [h, w], as
 *     int64
 */
public record MaxPool2dOp(PoolWindow rows, PoolWindow columns, boolean indices) implements Op {
  /** Creates the op without the output of indices. */
  public MaxPool2dOp(PoolWindow rows, PoolWindow columns) {
    this(rows, columns, false);
  }

  @Override
  public String name() {
    return "max_pool2d";
  }

  private ConvAxis rows(int[] x) {
    return rows.axis(this, ImageShape.height(x), x);
  }

  private ConvAxis columns(int[] x) {
    return columns.axis(this, ImageShape.width(x), x);
  }

  private int[] pooled(int[] x) {
    return ImageShape.with(x, ImageShape.channels(x), rows(x).out(), columns(x).out());
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    ImageShape.check(this, inputs[0].sizes());
    TensorType y = TensorType.owningFloats(pooled(inputs[0].sizes()));
    return indices ? new TensorType[] {y, TensorType.owning(DType.I64, y.shape())} : y.alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return (long) outputs[0].count() * rows.kernel() * columns.kernel();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
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
    if (!indices) {
      return OpResult.of(y).saving(places);
    }
    NdArray shown = allocator.empty(DType.I64, y.shape());
    for (int i = 0; i < y.count(); i++) {
      shown.storage().longs()[shown.offset() + i] = places.storage().ints()[places.offset() + i];
    }
    return OpResult.of(y, shown).saving(places);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int[] x = context.inputType(0).sizes();
    NdArray places = context.saved().array(0);
    int planes = ImageShape.planes(x);
    int plane = ImageShape.height(x) * ImageShape.width(x);
    int pooled = ImageShape.height(places.shape()) * ImageShape.width(places.shape());
    NdArray index = CastOp.convert(places, DType.I64, Allocator.HEAP).reshape(planes, pooled);
    return Term.only(
        Term.zeros(context, planes, plane)
            .then(
                new ScatterAddOp(1),
                Term.constant(context, index),
                Term.gradOutput(context).reshape(planes, pooled))
            .reshape(x));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray places = saved.array(0);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(saved.sizes(0));
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
    return GradShapes.of(dx);
  }
}
