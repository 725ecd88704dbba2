package dev.forja.array;

/**
 * Copies between views of the same type and shape, row by row. It keeps no state, so any thread may
 * use it.
 */
public final class StridedCopy {
  private StridedCopy() {}

  /** Copies every element of {@code source} to the same place in {@code target}. */
  public static void copy(NdArray source, NdArray target) {
    if (source.count() == 0) {
      return;
    }
    if (source.isContiguous() && target.isContiguous()) {
      System.arraycopy(
          source.storage().array(),
          source.offset(),
          target.storage().array(),
          target.offset(),
          source.count());
    } else {
      level(source, target, 0, source.offset(), target.offset());
    }
  }

  private static void level(NdArray source, NdArray target, int dim, int from, int to) {
    if (dim >= source.rank() - 1) {
      int n = source.rank() == 0 ? 1 : source.shape()[dim];
      int fromStep = source.rank() == 0 ? 1 : source.strides()[dim];
      int toStep = source.rank() == 0 ? 1 : target.strides()[dim];
      row(source, target, from, fromStep, to, toStep, n);
      return;
    }
    for (int i = 0; i < source.shape()[dim]; i++) {
      level(source, target, dim + 1, from, to);
      from += source.strides()[dim];
      to += target.strides()[dim];
    }
  }

  private static void row(
      NdArray source, NdArray target, int from, int fromStep, int to, int toStep, int n) {
    if (fromStep == 1 && toStep == 1) {
      System.arraycopy(source.storage().array(), from, target.storage().array(), to, n);
      return;
    }
    switch (source.dtype()) {
      case F32 -> {
        float[] in = source.storage().floats();
        float[] out = target.storage().floats();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
      case I64 -> {
        long[] in = source.storage().longs();
        long[] out = target.storage().longs();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
      case I32 -> {
        int[] in = source.storage().ints();
        int[] out = target.storage().ints();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
      case F16, BF16 -> {
        short[] in = source.storage().shorts();
        short[] out = target.storage().shorts();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
      case I8, U8 -> {
        byte[] in = source.storage().bytes();
        byte[] out = target.storage().bytes();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
      case BOOL -> {
        boolean[] in = source.storage().booleans();
        boolean[] out = target.storage().booleans();
        for (int i = 0; i < n; i++) {
          out[to + i * toStep] = in[from + i * fromStep];
        }
      }
    }
  }
}
