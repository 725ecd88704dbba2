package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Spans;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of windows over the last dimensions, any number of them, and its index among
 * the elements of those dimensions. The maximum is taken along one dimension after the other, from
 * the last to the first, so of equal elements the first one is chosen, and of NaNs the last one.
 */
final class MaxWindows {
  /** The windows of one dimension: {@code from[i]} to {@code to[i]}, exclusive, in steps. */
  private record Axis(int in, int[] from, int[] to, int step) {}

  private final List<Axis> axes;

  private MaxWindows(List<Axis> axes) {
    this.axes = axes;
  }

  /** Windows that slide along the last dimensions of an array of this shape. */
  static MaxWindows sliding(Op op, List<PoolWindow> windows, int[] shape) {
    Axis[] axes = new Axis[windows.size()];
    for (int a = 0; a < axes.length; a++) {
      ConvAxis axis = windows.get(a).axis(op, shape[shape.length - axes.length + a], shape);
      int[] from = new int[axis.out()];
      int[] to = new int[axis.out()];
      for (int i = 0; i < from.length; i++) {
        int start = axis.start(i);
        int skipped = start >= 0 ? 0 : Math.ceilDiv(-start, axis.dilation()) * axis.dilation();
        from[i] = start + skipped;
        to[i] = Math.min(axis.in(), start + (axis.kernel() - 1) * axis.dilation() + 1);
      }
      axes[a] = new Axis(axis.in(), from, to, axis.dilation());
    }
    return new MaxWindows(List.of(axes));
  }

  /** As many windows as given that cover the last dimensions evenly. */
  static MaxWindows even(int[] sizes, int[] shape) {
    Axis[] axes = new Axis[sizes.length];
    for (int a = 0; a < axes.length; a++) {
      int in = shape[shape.length - axes.length + a];
      Spans spans = Spans.adaptive(in, sizes[a] == AdaptiveAvgPool2dOp.KEEP ? in : sizes[a]);
      axes[a] = new Axis(in, spans.from(), spans.to(), 1);
    }
    return new MaxWindows(List.of(axes));
  }

  /** The types of the two outputs for an input of this shape: values and indices. */
  TensorType[] types(int[] shape) {
    int[] pooled = shape.clone();
    for (int a = 0; a < axes.size(); a++) {
      pooled[shape.length - axes.size() + a] = axes.get(a).from().length;
    }
    return new TensorType[] {TensorType.owningFloats(pooled), TensorType.owning(DType.I64, pooled)};
  }

  /** The values and their indices, which are saved too. */
  OpResult run(NdArray input, Allocator allocator) {
    NdArray values = input.contiguous(allocator);
    @Nullable NdArray indices = null;
    int lead = input.rank() - axes.size();
    int stride = 1;
    for (int a = axes.size() - 1; a >= 0; a--) {
      int[] shape = values.shape().clone();
      shape[lead + a] = axes.get(a).from().length;
      NdArray best = allocator.floats(shape);
      NdArray places = allocator.empty(DType.I64, shape);
      reduce(axes.get(a), values, indices, lead + a, stride, best, places);
      stride *= axes.get(a).in();
      values = best;
      indices = places;
    }
    if (indices == null) {
      throw new IllegalStateException("a pooling without a dimension");
    }
    return OpResult.of(values, indices).saving(indices);
  }

  private static void reduce(
      Axis axis,
      NdArray x,
      @Nullable NdArray before,
      int dim,
      int stride,
      NdArray y,
      NdArray places) {
    int inner = 1;
    for (int d = dim + 1; d < x.rank(); d++) {
      inner *= x.size(d);
    }
    int out = axis.from().length;
    int outer = inner == 0 || axis.in() == 0 ? 0 : x.count() / inner / axis.in();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < out; i++) {
        for (int j = 0; j < inner; j++) {
          // A window whose taps all fall into the padding has no element.
          boolean none = axis.from()[i] >= axis.to()[i];
          int best = Math.min(axis.from()[i], axis.in() - 1);
          float max = Float.NEGATIVE_INFINITY;
          for (int k = axis.from()[i]; k < axis.to()[i]; k += axis.step()) {
            float value = x.floats()[x.offset() + (o * axis.in() + k) * inner + j];
            if (value > max || Float.isNaN(value)) {
              max = value;
              best = k;
            }
          }
          int from = (o * axis.in() + best) * inner + j;
          int to = (o * out + i) * inner + j;
          y.floats()[y.offset() + to] = none ? max : x.floats()[x.offset() + from];
          long within = before == null ? 0 : before.storage().longs()[before.offset() + from];
          places.storage().longs()[places.offset() + to] = (long) best * stride + within;
        }
      }
    }
  }

  /** The shape with the last dimensions as one: indices count places in it. */
  static int[] flat(int[] shape, int dims) {
    int[] flat = Arrays.copyOf(shape, shape.length - dims + 1);
    flat[shape.length - dims] = 1;
    for (int d = shape.length - dims; d < shape.length; d++) {
      flat[shape.length - dims] *= shape[d];
    }
    return flat;
  }

  /** The gradient of the input: each gradient added at its index, the first saved array. */
  static NdArray backward(
      Op op,
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      int dims,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    if (gradOutputs[0] != null) {
      NdArray dy = gradOutputs[0].contiguous(allocator);
      NdArray indices = saved.array(0);
      int[] shape = dx.shape();
      GatherScatter.add(
          op,
          shape.length - dims,
          dx.reshape(flat(shape, dims)),
          indices.reshape(flat(indices.shape(), dims)),
          dy.reshape(flat(dy.shape(), dims)));
    }
    return dx;
  }

  /** The same as ops; the indices are output 1 and the first saved array. */
  static <V> List<@Nullable V> gradient(GradContext<V> context, int dims) {
    int[] shape = context.inputType(0).sizes();
    int[] sizes = Arrays.copyOfRange(shape, shape.length - dims, shape.length);
    V indices = context.output(1, 0);
    return Collections.singletonList(
        context.apply(new MaxUnpoolOp(Ints.of(sizes), true), context.gradOutput(), indices));
  }
}
