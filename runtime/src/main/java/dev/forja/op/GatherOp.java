package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * Along a dimension, the elements at the places that an int64 array of the same rank names: {@code
 * y[i][j] = x[index[i][j]][j]} for dimension 0. In the other dimensions the index may be smaller
 * than x. Float32, or int64 without a gradient.
 */
public record GatherOp(int dim) implements Op {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "the index", inputs[1], DType.I64);
    int at = Checks.dim(this, dim, inputs[0]);
    int[] shape = inputs[0].shape();
    int[] index = inputs[1].shape();
    boolean fits = shape.length == index.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = d == at || index[d] <= shape[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          ("gather: input %s, index %s: expected as many dimensions, none but dimension %d longer"
                  + " than the input's")
              .formatted(Shapes.show(shape), Shapes.show(index), at));
    }
    return new TensorType(inputs[0].dtype(), index).alone();
  }

  /** The input seen in the shape of the index, standing still in the dimension. */
  private static NdArray still(NdArray x, int at, int[] index) {
    int[] strides = x.strides().clone();
    if (strides.length > 0) {
      strides[at] = 0;
    }
    return NdArray.view(x.storage(), index, strides, x.offset());
  }

  private int size(NdArray x, int at) {
    return x.rank() == 0 ? 1 : x.shape()[at];
  }

  private int step(NdArray x, int at) {
    return x.rank() == 0 ? 0 : x.strides()[at];
  }

  @Override
  public Computed forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0];
    NdArray index = inputs[1];
    int at = Checks.dim(this, dim, TensorType.of(x));
    int size = size(x, at);
    int step = step(x, at);
    NdArray y = allocator.empty(x.type(), index.shape());
    long[] places = index.storage().longs();
    Rows rows = Rows.of(y, still(x, at, index.shape()), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(this, places[o[2] + i * rows.step(2)], size);
            int from = o[1] + i * rows.step(1) + place * step;
            if (x.type() == DType.F32) {
              y.storage().floats()[o[0] + i] = x.storage().floats()[from];
            } else {
              y.storage().longs()[o[0] + i] = x.storage().longs()[from];
            }
          }
        });
    return Computed.of(y).saving(index);
  }

  @Override
  public @Nullable NdArray[] backward(
      Saved saved, @Nullable NdArray[] gradOutputs, boolean[] needed, Allocator allocator) {
    int at = Checks.dim(this, dim, saved.inputs()[0]);
    NdArray index = saved.array(0);
    NdArray dx = allocator.zeros(saved.shape(0));
    NdArray dy = Grads.only(gradOutputs);
    int step = step(dx, at);
    long[] places = index.storage().longs();
    Rows rows = Rows.of(dy, still(dx, at, index.shape()), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = (int) places[o[2] + i * rows.step(2)];
            dx.floats()[o[1] + i * rows.step(1) + place * step] +=
                dy.floats()[o[0] + i * rows.step(0)];
          }
        });
    return Grads.of(dx, null);
  }
}
