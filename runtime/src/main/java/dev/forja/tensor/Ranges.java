package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors of regular numbers. Thread-safe. */
final class Ranges {
  private Ranges() {}

  static Tensor arange(long from, long to, long step) {
    check((double) from, (double) to, (double) step);
    long[] data = new long[Shapes.count(Shapes.size("arange", count(from, to, step)))];
    Arrays.setAll(data, i -> from + i * step);
    return Tensor.of(NdArray.dense(Storage.of(data), data.length));
  }

  /** The number of places, at most the largest long: a distance may need one bit more. */
  private static long count(long from, long to, long step) {
    if (from == to) {
      return 0;
    }
    long distance = step > 0 ? to - from : from - to;
    long full = Long.divideUnsigned(distance - 1, Math.abs(step));
    return full < 0 || full == Long.MAX_VALUE ? Long.MAX_VALUE : full + 1;
  }

  static Tensor arange(double from, double to, double step) {
    check(from, to, step);
    double size = Math.ceil((to - from) / step);
    float[] data = new float[Shapes.count(Shapes.size("arange", (long) size))];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (from + i * step);
    }
    return Tensor.of(NdArray.dense(Storage.of(data), data.length));
  }

  private static void check(double from, double to, double step) {
    if (step == 0 || !((to - from) / step >= 0) || Double.isInfinite((to - from) / step)) {
      throw new IllegalArgumentException(
          "arange: from %s to %s by %s: expected finite bounds, and a step towards the end"
              .formatted(from, to, step));
    }
  }

  /** Both ends are exact; the second half counts from the end, as in PyTorch. */
  static Tensor linspace(double from, double to, int count) {
    float[] data = new float[Shapes.count(Shapes.size("linspace", count))];
    double step = count < 2 ? 0 : (to - from) / (count - 1);
    for (int i = 0; i < count; i++) {
      data[i] = (float) (i < count / 2 ? from + i * step : to - (count - 1 - i) * step);
    }
    if (count == 1) {
      data[0] = (float) from;
    }
    return Tensor.of(NdArray.dense(Storage.of(data), count));
  }

  static Tensor logspace(double from, double to, int count, double base) {
    float[] data = linspace(from, to, count).toFloats();
    double step = count < 2 ? 0 : (to - from) / (count - 1);
    for (int i = 0; i < count; i++) {
      double exponent = i < count / 2 || count == 1 ? from + i * step : to - (count - 1 - i) * step;
      data[i] = (float) StrictMath.pow(base, exponent);
    }
    return Tensor.of(data);
  }

  static Tensor eye(int rows, int columns) {
    float[] data = new float[Shapes.count(rows, columns)];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      data[i * columns + i] = 1;
    }
    return Tensor.of(NdArray.dense(Storage.of(data), rows, columns));
  }

  static List<Tensor> meshgrid(boolean ij, Tensor... axes) {
    int rank = axes.length;
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      if (axes[d].rank() > 1) {
        throw new IllegalArgumentException(
            "meshgrid: axis %d is %s: expected a vector or a scalar"
                .formatted(d, Shapes.show(axes[d].shape())));
      }
      shape[d] = axes[d].count();
    }
    List<Tensor> grids = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      int[] ones = new int[rank];
      Arrays.fill(ones, 1);
      ones[d] = shape[d];
      Tensor grid = axes[d].reshape(ones).expand(shape);
      grids.add(ij || rank < 2 ? grid : grid.transpose(0, 1));
    }
    return List.copyOf(grids);
  }

  static Tensor blockDiag(Tensor... blocks) {
    if (blocks.length == 0) {
      throw new IllegalArgumentException("blockDiag: no blocks: expected one or more");
    }
    Tensor[] matrices = new Tensor[blocks.length];
    int rows = 0;
    int columns = 0;
    for (int i = 0; i < blocks.length; i++) {
      Tensor block = blocks[i];
      if (block.rank() > 2) {
        throw new IllegalArgumentException(
            "blockDiag: block %d is %s: expected a matrix"
                .formatted(i, Shapes.show(block.shape())));
      }
      matrices[i] = block.rank() == 2 ? block : block.reshape(1, -1);
      rows += matrices[i].size(0);
      columns += matrices[i].size(1);
    }
    DType type = Promotion.alike(blocks)[0].dtype();
    Tensor result = Tensor.zeros(rows, columns).to(type);
    int row = 0;
    int column = 0;
    for (Tensor matrix : matrices) {
      int height = matrix.size(0);
      int width = matrix.size(1);
      result =
          result.indexPut(
              matrix.to(type),
              false,
              Index.slice(row, row + height),
              Index.slice(column, column + width));
      row += height;
      column += width;
    }
    return result;
  }
}
