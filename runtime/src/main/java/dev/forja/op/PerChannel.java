package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Channels;
import dev.forja.kernel.Kernels;
import java.util.Arrays;

/** Arrays with one element for each channel, in the form that kernels take. */
final class PerChannel {
  private PerChannel() {}

  /** A copy of the elements of a vector. */
  static float[] values(NdArray vector, Allocator allocator) {
    NdArray dense = vector.contiguous(allocator);
    return Arrays.copyOfRange(dense.floats(), dense.offset(), dense.offset() + dense.count());
  }

  /** A vector of these elements. */
  static NdArray vector(float[] values, Allocator allocator) {
    NdArray vector = allocator.floats(values.length);
    System.arraycopy(values, 0, vector.floats(), vector.offset(), values.length);
    return vector;
  }

  /** The sum of each channel of a dense array [images, channels, plane]. */
  static NdArray sums(NdArray x, int images, int channels, int plane, Allocator allocator) {
    float[] sums = new float[channels];
    Kernels.get().norm().sums(Channels.all(images, channels, plane), x.floats(), x.offset(), sums);
    return vector(sums, allocator);
  }
}
