package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;

/** Gathers and scatters elements along a dimension, with an int64 index of the same rank. */
final class GatherScatter {
  private GatherScatter() {}

  /** {@code y[i][j] = x[index[i][j]][j]} for dimension 0; y has the shape of the index. */
  static void take(Op op, int dim, NdArray x, NdArray index, NdArray y) {
    int size = size(x, dim);
    int step = step(x, dim);
    long[] places = index.storage().longs();
    StridedIterator rows = StridedIterator.of(y, still(x, dim, index), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(op, places[o[2] + i * rows.step(2)], size);
            int from = o[1] + i * rows.step(1) + place * step;
            int to = o[0] + i * rows.step(0);
            switch (x.dtype()) {
              case F32 -> y.floats()[to] = x.floats()[from];
              case BOOL -> y.storage().booleans()[to] = x.storage().booleans()[from];
              default -> y.storage().longs()[to] = x.storage().longs()[from];
            }
          }
        });
  }

  /** {@code y[index[i][j]][j] += x[i][j]} for dimension 0; x has the shape of the index. */
  static void add(Op op, int dim, NdArray y, NdArray index, NdArray x) {
    int size = size(y, dim);
    int step = step(y, dim);
    long[] places = index.storage().longs();
    StridedIterator rows = StridedIterator.of(x, still(y, dim, index), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(op, places[o[2] + i * rows.step(2)], size);
            int to = o[1] + i * rows.step(1) + place * step;
            int from = o[0] + i * rows.step(0);
            if (x.dtype() == DType.F32) {
              y.floats()[to] += x.floats()[from];
            } else {
              y.storage().longs()[to] += x.storage().longs()[from];
            }
          }
        });
  }

  /** What is done with an element of y and one of x, given by their places in the storages. */
  @FunctionalInterface
  interface Pair {
    void at(int to, int from);
  }

  /** Calls an action for each place of the index, in order; x has the shape of the index. */
  static void each(Op op, int dim, NdArray y, NdArray index, NdArray x, Pair action) {
    int size = size(y, dim);
    int step = step(y, dim);
    long[] places = index.storage().longs();
    StridedIterator rows = StridedIterator.of(x, still(y, dim, index), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(op, places[o[2] + i * rows.step(2)], size);
            action.at(o[1] + i * rows.step(1) + place * step, o[0] + i * rows.step(0));
          }
        });
  }

  /** {@code y[index[i][j]][j] = x[i][j]} for dimension 0; x has the shape of the index. */
  static void put(Op op, int dim, NdArray y, NdArray index, NdArray x) {
    Object from = x.storage().array();
    Object to = y.storage().array();
    each(op, dim, y, index, x, (target, source) -> System.arraycopy(from, source, to, target, 1));
  }

  /** Checks the types and shapes of x, an index and a source. */
  static void check(Op op, int dim, TensorType[] inputs, DType... types) {
    Checks.arity(op, inputs, 3, 3);
    Checks.dtype(op, "the input", inputs[0], types);
    Checks.dtype(op, "the index", inputs[1], DType.I64);
    Checks.dtype(op, "the source", inputs[2], inputs[0].dtype());
    int at = Checks.dim(op, dim, inputs[0]);
    int[] x = inputs[0].sizes();
    int[] index = inputs[1].sizes();
    int[] source = inputs[2].sizes();
    boolean fits = x.length == index.length && x.length == source.length;
    for (int d = 0; fits && d < x.length; d++) {
      fits = index[d] <= source[d] && (d == at || index[d] <= x[d]);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          ("%s: input %s, index %s, source %s: expected equal ranks, and an index no longer than"
                  + " the source and, except in dimension %d, than the input")
              .formatted(op.name(), inputs[0].show(), inputs[1].show(), inputs[2].show(), at));
    }
  }

  /** A view of the source's first elements in the shape of the index. */
  static NdArray corner(NdArray source, NdArray index) {
    return NdArray.view(source.storage(), index.shape(), source.strides(), source.offset());
  }

  /** By ops: the first elements of a value, in these sizes. */
  static <V> V front(GradContext<V> context, V value, int[] sizes) {
    V part = value;
    for (int d = 0; d < sizes.length; d++) {
      if (context.typeOf(value).sizes()[d] != sizes[d]) {
        part = context.apply(new SliceOp(d, 0, sizes[d], 1), part);
      }
    }
    return part;
  }

  /** By ops: a value with zeros behind it, in the shape of a type. */
  static <V> V padded(GradContext<V> context, V value, TensorType to) {
    int[] from = context.typeOf(value).sizes();
    if (Arrays.equals(from, to.sizes())) {
      return value;
    }
    int[] padding = new int[2 * from.length];
    for (int d = 0; d < from.length; d++) {
      padding[2 * (from.length - 1 - d) + 1] = to.sizes()[d] - from[d];
    }
    return context.apply(new PadOp(0, padding), value);
  }

  /** By ops: the gradient of a source, from that of the places that it was written to. */
  static <V> V sourceGradient(GradContext<V> context, int dim, V dy, V index, int input) {
    V taken = context.apply(new GatherOp(dim), dy, index);
    return padded(context, taken, context.inputType(input));
  }

  /** A view of an array in the shape of the index, with stride 0 in the dimension. */
  private static NdArray still(NdArray x, int dim, NdArray index) {
    int[] strides = x.strides().clone();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    return NdArray.view(x.storage(), index.shape(), strides, x.offset());
  }

  private static int size(NdArray x, int dim) {
    return x.rank() == 0 ? 1 : x.shape()[dim];
  }

  private static int step(NdArray x, int dim) {
    return x.rank() == 0 ? 0 : x.strides()[dim];
  }
}
