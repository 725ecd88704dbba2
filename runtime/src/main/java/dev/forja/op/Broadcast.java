package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Kernels;
import java.util.Arrays;

/**
 * Broadcasting by the rules of NumPy, and its reverse: summing gradients over the repeated
 * dimensions. Intended for user-defined ops too. Stateless and therefore thread-safe.
 */
public final class Broadcast {
  private Broadcast() {}

  /** {@code f(a, b)} with both broadcast to {@code shape}, in a new array. */
  public static NdArray binary(
      BinaryKind f, NdArray a, NdArray b, int[] shape, Allocator allocator) {
    NdArray out = allocator.floats(shape);
    binary(f, a, b, out, allocator);
    return out;
  }

  /** {@code out = f(a, b)} with both broadcast to the shape of {@code out}, which is dense. */
  static void binary(BinaryKind f, NdArray a, NdArray b, NdArray out, Allocator allocator) {
    ElementwiseKernels kernels = Kernels.get().elementwise();
    if (isDenseOf(a, out) && isDenseOf(b, out)) {
      kernels.binary(
          f.kernel(),
          a.floats(),
          a.offset(),
          1,
          b.floats(),
          b.offset(),
          1,
          out.floats(),
          out.offset(),
          out.count());
      return;
    }
    NdArray left = unitStep(a, allocator).expand(out.shape());
    NdArray right = unitStep(b, allocator).expand(out.shape());
    StridedIterator rows = StridedIterator.of(out, left, right);
    int n = rows.length();
    int leftStep = n == 1 ? 1 : rows.step(1);
    int rightStep = n == 1 ? 1 : rows.step(2);
    rows.walk(
        at ->
            kernels.binary(
                f.kernel(),
                left.floats(),
                at[1],
                leftStep,
                right.floats(),
                at[2],
                rightStep,
                out.floats(),
                at[0],
                n));
  }

  /** Whether the array needs no broadcasting and has no gaps. */
  private static boolean isDenseOf(NdArray array, NdArray out) {
    return array.isContiguous() && Arrays.equals(array.shape(), out.shape());
  }

  /** Sums {@code grad} over the dimensions in which {@code shape} was repeated to give it. */
  public static NdArray reduce(NdArray grad, int[] shape, Allocator allocator) {
    if (Arrays.equals(grad.shape(), shape)) {
      return grad;
    }
    int lead = grad.rank() - shape.length;
    boolean[] repeated = new boolean[grad.rank()];
    for (int d = 0; d < repeated.length; d++) {
      repeated[d] = d < lead || (shape[d - lead] == 1 && grad.shape()[d] != 1);
    }
    return Reduce.sum(grad, repeated, allocator).reshape(shape);
  }

  /** The array, or a dense copy if its last dimension is not contiguous. */
  private static NdArray unitStep(NdArray array, Allocator allocator) {
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.shape()[d] != 1) {
        int step = array.strides()[d];
        return step == 1 || step == 0 ? array : array.copy(allocator);
      }
    }
    return array;
  }
}
