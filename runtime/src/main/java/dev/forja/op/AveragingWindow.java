package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.Spans;

/**
 * Average pooling over given windows, shared by the average pooling ops.
 *
 * @param divisor the number to divide sums by; 0 for the number of elements that the spans count
 */
record AveragingWindow(Spans rows, Spans columns, int divisor) {
  int[] shape(int[] x) {
    return ImageShape.with(x, ImageShape.channels(x), rows.out(), columns.out());
  }

  NdArray forward(NdArray input, Allocator allocator) {
    NdArray x = input.contiguous(allocator);
    NdArray y = allocator.floats(shape(x.shape()));
    Kernels.get()
        .pooling()
        .average(
            ImageShape.planes(x.shape()),
            rows,
            columns,
            divisor,
            x.floats(),
            x.offset(),
            y.floats(),
            y.offset());
    return y;
  }

  NdArray backward(NdArray dy, int[] x, Allocator allocator) {
    NdArray dx = allocator.floats(x);
    Kernels.get()
        .pooling()
        .averageGrad(
            ImageShape.planes(x),
            rows,
            columns,
            divisor,
            dy.floats(),
            dy.offset(),
            dx.floats(),
            dx.offset());
    return dx;
  }
}
