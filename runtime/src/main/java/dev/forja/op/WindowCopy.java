package dev.forja.op;

import dev.forja.array.NdArray;
import dev.forja.kernel.ConvAxis;

/**
 * Windows along one dimension of a dense array: x is seen as [outer, in, inner], its windows as
 * [outer, kernel, out, inner].
 */
record WindowCopy(ConvAxis axis, int outer, int inner) {
  /** The windows along {@code dim} of arrays of this shape. */
  static WindowCopy of(ConvAxis axis, int[] shape, int dim) {
    int outer = 1;
    int inner = 1;
    for (int d = 0; d < shape.length; d++) {
      outer *= d < dim ? shape[d] : 1;
      inner *= d > dim ? shape[d] : 1;
    }
    return new WindowCopy(axis, outer, inner);
  }

  /** Copies the elements of x to their windows, which hold zeros. */
  void spread(NdArray x, NdArray windows) {
    for (int o = 0; o < outer; o++) {
      for (int t = 0; t < axis.kernel(); t++) {
        for (int i = axis.firstInside(t); i < axis.endInside(t); i++) {
          System.arraycopy(
              x.floats(), place(x, o, t, i), windows.floats(), window(windows, o, t, i), inner);
        }
      }
    }
  }

  /** Adds the elements of windows to those of x. */
  void gather(NdArray windows, NdArray x) {
    float[] to = x.floats();
    float[] from = windows.floats();
    for (int o = 0; o < outer; o++) {
      for (int t = 0; t < axis.kernel(); t++) {
        for (int i = axis.firstInside(t); i < axis.endInside(t); i++) {
          int at = place(x, o, t, i);
          int source = window(windows, o, t, i);
          for (int j = 0; j < inner; j++) {
            to[at + j] += from[source + j];
          }
        }
      }
    }
  }

  private int place(NdArray x, int o, int t, int i) {
    return x.offset() + (o * axis.in() + axis.start(i) + t * axis.dilation()) * inner;
  }

  private int window(NdArray windows, int o, int t, int i) {
    return windows.offset() + ((o * axis.kernel() + t) * axis.out() + i) * inner;
  }
}
