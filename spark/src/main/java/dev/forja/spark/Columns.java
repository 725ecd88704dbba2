package dev.forja.spark;

import dev.forja.spark.TensorColumn.Kind;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Values of rows as the elements of tensors, and back. */
final class Columns {
  private Columns() {}

  /** The elements of a value: {@code float[]}, {@code long[]} or {@code boolean[]}. */
  static Object elements(TensorColumn column, Object value) {
    Kind kind = column.kind();
    Object elements =
        switch (value) {
          case Vector vector when kind.isFloat() -> floats(vector.toArray());
          case Iterable<?> sequence when kind.isArray() ->
              listed(column, CollectionConverters.asJava(sequence).iterator(), sequence.size());
          case List<?> list when kind.isArray() -> listed(column, list.iterator(), list.size());
          case float[] floats when kind.isFloat() && kind.isArray() -> floats;
          case Number number when !kind.isArray() && !kind.isBoolean() ->
              listed(column, List.of(number).iterator(), 1);
          case Boolean bool when !kind.isArray() && kind.isBoolean() ->
              listed(column, List.of(bool).iterator(), 1);
          default ->
              throw new IllegalArgumentException(
                  "the column '%s' has %s, which is not %s"
                      .formatted(column.name(), value.getClass().getSimpleName(), column));
        };
    int wanted = column.count();
    int length = length(elements);
    if (wanted >= 0 && length != wanted) {
      throw new IllegalArgumentException(
          "the column '%s' has %d values, but %s has %d"
              .formatted(column.name(), length, column, wanted));
    }
    return elements;
  }

  static int length(Object elements) {
    return switch (elements) {
      case float[] floats -> floats.length;
      case long[] longs -> longs.length;
      case boolean[] booleans -> booleans.length;
      default -> throw new IllegalStateException(elements.getClass().getName());
    };
  }

  private static Object listed(TensorColumn column, java.util.Iterator<?> values, int size) {
    Kind kind = column.kind();
    float[] floats = new float[kind.isFloat() ? size : 0];
    long[] longs = new long[kind.isFloat() || kind.isBoolean() ? 0 : size];
    boolean[] booleans = new boolean[kind.isBoolean() ? size : 0];
    for (int i = 0; i < size; i++) {
      Object value = values.next();
      switch (value) {
        case Number number when kind.isFloat() -> floats[i] = number.floatValue();
        case Boolean bool when kind.isBoolean() -> booleans[i] = bool;
        case Long whole when !kind.isFloat() && !kind.isBoolean() -> longs[i] = whole;
        case Integer whole when !kind.isFloat() && !kind.isBoolean() -> longs[i] = whole;
        case Short whole when !kind.isFloat() && !kind.isBoolean() -> longs[i] = whole;
        case Byte whole when !kind.isFloat() && !kind.isBoolean() -> longs[i] = whole;
        case null, default ->
            throw new IllegalArgumentException(
                "the column '%s' has %s at %d, which is not %s"
                    .formatted(
                        column.name(),
                        value == null ? "null" : value.getClass().getSimpleName(),
                        i,
                        column));
      }
    }
    return kind.isFloat() ? floats : kind.isBoolean() ? booleans : longs;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** A tensor of rows with equally many elements, of shape {@code [n, ...]}. */
  static Tensor tensor(TensorColumn column, List<Object> rows) {
    int n = rows.size();
    int each = length(rows.getFirst());
    int[] shape = shape(column, n, each);
    if (rows.getFirst() instanceof float[]) {
      float[] all = new float[Math.multiplyExact(n, each)];
      copy(rows, all, each);
      return Tensor.of(all, shape);
    }
    if (rows.getFirst() instanceof long[]) {
      long[] all = new long[Math.multiplyExact(n, each)];
      copy(rows, all, each);
      return Tensor.of(all, shape);
    }
    boolean[] all = new boolean[Math.multiplyExact(n, each)];
    copy(rows, all, each);
    return Tensor.of(all, shape);
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // all are arrays of the same type
  private static void copy(List<Object> rows, Object all, int each) {
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * each, each);
    }
  }

  private static int[] shape(TensorColumn column, int n, int each) {
    if (!column.kind().isArray()) {
      return new int[] {n};
    }
    if (column.shape().isEmpty()) {
      return new int[] {n, each};
    }
    int[] shape = new int[column.shape().size() + 1];
    shape[0] = n;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = column.shape().get(i - 1);
    }
    return shape;
  }

  /** The value of each row of a tensor of shape {@code [n, ...]}. */
  static Object[] values(TensorColumn column, Tensor result, int n) {
    if (result.shape().length == 0 || result.size(0) != n) {
      throw new IllegalStateException(
          "the model gave %s for the column '%s', but there are %d rows: the first size is theirs"
              .formatted(Arrays.toString(result.shape()), column.name(), n));
    }
    int each = result.count() / n;
    int wanted = column.count();
    if (wanted >= 0 && each != wanted) {
      throw new IllegalStateException(
          "the model gave %s for the column %s, which has %d values in each row"
              .formatted(Arrays.toString(result.shape()), column, wanted));
    }
    Object[] values = new Object[n];
    if (column.kind().isFloat()) {
      float[] all = result.toFloats();
      for (int i = 0; i < n; i++) {
        float[] row = Arrays.copyOfRange(all, i * each, (i + 1) * each);
        values[i] =
            switch (column.kind()) {
              case FLOAT -> (Object) row[0];
              case DOUBLE -> (double) row[0];
              case VECTOR -> Vectors.dense(doubles(row));
              default -> row;
            };
      }
    } else if (column.kind().isBoolean()) {
      boolean[] all = result.toBooleans();
      for (int i = 0; i < n; i++) {
        boolean[] row = Arrays.copyOfRange(all, i * each, (i + 1) * each);
        values[i] = column.kind() == Kind.BOOLEAN ? (Object) row[0] : row;
      }
    } else {
      long[] all = result.toLongs();
      for (int i = 0; i < n; i++) {
        long[] row = Arrays.copyOfRange(all, i * each, (i + 1) * each);
        values[i] =
            switch (column.kind()) {
              case INT -> (Object) Math.toIntExact(row[0]);
              case LONG -> row[0];
              default -> row;
            };
      }
    }
    return values;
  }
}
