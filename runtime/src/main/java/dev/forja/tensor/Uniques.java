package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Finds the different slices of a tensor along a dimension. Not thread-safe. */
final class Uniques {
  private final Tensor tensor;
  private final int dim;
  private final int count;
  private final double[] floats;
  private final long[] longs;
  private final int width;

  /** Reads the slices of a tensor. */
  Uniques(Tensor tensor, int dim) {
    if (tensor.rank() == 0) {
      throw new IllegalArgumentException("unique: a scalar has no dimension " + dim);
    }
    this.tensor = tensor;
    this.dim = Shapes.dim(dim, tensor.rank());
    this.count = tensor.size(this.dim);
    Tensor rows = tensor.detach().movedim(this.dim, 0);
    this.width = count == 0 ? 0 : rows.count() / count;
    boolean real = tensor.dtype().isFloat();
    this.longs = real ? new long[0] : rows.to(DType.I64).toLongs();
    this.floats = new double[real ? rows.count() : 0];
    float[] read = real ? rows.toFloats() : new float[0];
    Arrays.setAll(floats, i -> read[i] + 0.0);
  }

  /** Compares two slices; NaN is the largest, and unequal to every other NaN. */
  private int compare(int a, int b) {
    for (int i = 0; i < width; i++) {
      int order =
          tensor.dtype().isFloat()
              ? Double.compare(floats[a * width + i], floats[b * width + i])
              : Long.compare(longs[a * width + i], longs[b * width + i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private boolean same(int a, int b) {
    for (int i = 0; i < width && tensor.dtype().isFloat(); i++) {
      if (Double.isNaN(floats[a * width + i])) {
        return false;
      }
    }
    return compare(a, b) == 0;
  }

  /** The different slices in order, or the runs of equal ones. */
  UniqueOutput find(boolean sorted) {
    Comparator<Integer> order = this::compare;
    int[] places =
        sorted
            ? IntStream.range(0, count).boxed().sorted(order).mapToInt(i -> i).toArray()
            : IntStream.range(0, count).toArray();
    long[] inverse = new long[count];
    long[] counts = new long[count];
    long[] firsts = new long[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || !same(places[i - 1], places[i])) {
        firsts[found++] = places[i];
      }
      inverse[places[i]] = (long) found - 1;
      counts[found - 1]++;
    }
    Tensor first = Tensor.of(Arrays.copyOf(firsts, found));
    return new UniqueOutput(
        tensor.detach().indexSelect(dim, first),
        Tensor.of(inverse),
        Tensor.of(Arrays.copyOf(counts, found)));
  }
}
