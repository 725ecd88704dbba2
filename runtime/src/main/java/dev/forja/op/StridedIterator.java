package dev.forja.op;

import dev.forja.array.NdArray;

/**
 * Iterates over several arrays of the same shape together, row by row. A row is as long as the
 * strides of all arrays allow: neighbouring dimensions that are contiguous in every array are
 * merged. An expanded array has steps of 0.
 *
 * <pre>{@code
 * StridedIterator rows = StridedIterator.of(out, x);
 * rows.walk(at -> {
 *   for (int i = 0; i < rows.length(); i++) {
 *     y[at[0] + i * rows.step(0)] = f(values[at[1] + i * rows.step(1)]);
 *   }
 * });
 * }</pre>
 *
 * Immutable and therefore thread-safe; each {@link #walk} runs on the calling thread.
 */
public final class StridedIterator {
  /** The action for a row. It runs on the thread that walks. */
  @FunctionalInterface
  public interface RowAction {
    /**
     * Receives the index of the row's first element in each array's storage. The array is reused
     * for the next row.
     */
    void row(int[] offsets);
  }

  private final NdArray[] arrays;
  private final int[] sizes;
  private final int[][] strides;
  private final int dims;

  private StridedIterator(NdArray[] arrays) {
    int[] shape = arrays[0].shape();
    this.arrays = arrays;
    this.sizes = new int[Math.max(shape.length, 1)];
    this.strides = new int[sizes.length][arrays.length];
    int used = 0;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == 1) {
        continue;
      }
      if (used > 0 && continues(arrays, strides[used - 1], d)) {
        sizes[used - 1] *= shape[d];
        used--;
      } else {
        sizes[used] = shape[d];
      }
      for (int i = 0; i < arrays.length; i++) {
        strides[used][i] = arrays[i].strides()[d];
      }
      used++;
    }
    if (used == 0) {
      sizes[0] = 1;
      used = 1;
    }
    this.dims = used;
  }

  /** An iterator over these arrays, which must have the same shape. */
  public static StridedIterator of(NdArray... arrays) {
    return new StridedIterator(arrays);
  }

  private static boolean continues(NdArray[] arrays, int[] outer, int dim) {
    for (int i = 0; i < arrays.length; i++) {
      if (outer[i] != arrays[i].strides()[dim] * arrays[i].shape()[dim]) {
        return false;
      }
    }
    return true;
  }

  /** The index of each element of an array in its storage, in order. */
  public static int[] offsets(NdArray array) {
    int[] offsets = new int[array.count()];
    StridedIterator rows = of(array);
    int[] next = {0};
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            offsets[next[0]++] = at[0] + i * rows.step(0);
          }
        });
    return offsets;
  }

  /** The number of elements in a row. */
  public int length() {
    return sizes[dims - 1];
  }

  /** The distance between neighbouring elements of a row in one of the arrays. */
  public int step(int array) {
    return strides[dims - 1][array];
  }

  /** Calls {@code body} once for each row, in order. */
  public void walk(RowAction body) {
    if (arrays[0].count() == 0) {
      return;
    }
    int[] offsets = new int[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      offsets[i] = arrays[i].offset();
    }
    int[] at = new int[dims];
    while (true) {
      body.row(offsets);
      int d = dims - 2;
      while (d >= 0 && ++at[d] == sizes[d]) {
        move(offsets, d, 1 - sizes[d]);
        at[d--] = 0;
      }
      if (d < 0) {
        return;
      }
      move(offsets, d, 1);
    }
  }

  private void move(int[] offsets, int dim, int places) {
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] += places * strides[dim][i];
    }
  }
}
