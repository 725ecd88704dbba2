package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * A tensor that the call computed from sizes without an op, as a function of those sizes. Immutable
 * and therefore thread-safe.
 *
 * @param shape its sizes
 * @param elements each of its elements, in order; empty if neighbouring elements differ by {@code
 *     step}
 * @param start the first element, if neighbouring elements differ by {@code step}
 * @param step the difference between neighbouring elements; 0 if all are equal
 */
public record OpenConstant(
    List<Formula> shape, List<Formula> elements, Formula start, Formula step) {
  /** Copies the lists. */
  public OpenConstant {
    shape = List.copyOf(shape);
    elements = List.copyOf(elements);
  }

  /** The tensor at the given sizes. */
  Tensor at(DType type, int... sizes) {
    int[] to = shape.stream().mapToInt(each -> Math.toIntExact(each.wholeAt(sizes))).toArray();
    double first = start.at(sizes);
    double by = step.at(sizes);
    double[] values = new double[Shapes.count(to)];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements.isEmpty() ? first + i * by : elements.get(i).at(sizes);
    }
    return switch (type) {
      case I64 -> Tensor.of(longs(values), to);
      case I32 -> Tensor.of(longs(values), to).to(DType.I32);
      default -> Tensor.of(floats(values), to).to(type);
    };
  }

  private static long[] longs(double[] values) {
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
    }
    return whole;
  }

  private static float[] floats(double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }
}
