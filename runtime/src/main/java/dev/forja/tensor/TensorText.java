package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.op.CastOp;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Prints tensors as PyTorch does: four digits, one format for all numbers, nested brackets; if
 * there are more than a thousand elements, only the first and last three of each dimension.
 */
final class TensorText {
  private static final int MOST = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 80;
  private static final String OPENING = "tensor(";

  private final NdArray array;
  private final boolean cut;
  private final IntFunction<String> element;
  private int width;

  private TensorText(NdArray array) {
    this.array = array;
    this.cut = array.count() > MOST;
    this.element = format();
    each(0, 0, at -> width = Math.max(width, element.apply(at).length()));
  }

  static String of(Tensor tensor) {
    OpListener listener = OpListener.current();
    if (listener != null) {
      listener.reads("toString", tensor);
    }
    NdArray array = tensor.array();
    TensorText printer = new TensorText(array);
    StringBuilder text = new StringBuilder(OPENING);
    if (array.count() == 0) {
      text.append("[]");
    } else {
      printer.print(text, 0, 0, OPENING.length() + 1);
    }
    if (array.rank() > 1 || printer.cut || array.count() == 0) {
      text.append(", shape=").append(Shapes.show(array.shape()));
    }
    if (array.dtype() != DType.F32 && array.dtype() != DType.I64 && array.dtype() != DType.BOOL) {
      text.append(", dtype=").append(array.dtype());
    }
    GradNode node = tensor.node();
    if (node != null) {
      text.append(", from=").append(node.op().name());
    } else if (tensor.requiresGrad()) {
      text.append(", requiresGrad=true");
    }
    return text.append(')').toString();
  }

  /** Calls {@code body} with the index of each element that is printed. */
  private void each(int dim, int from, IntConsumer body) {
    if (dim == array.rank()) {
      body.accept(from);
      return;
    }
    int size = array.shape()[dim];
    for (int i = 0; i < size; i++) {
      i = skip(i, size);
      each(dim + 1, from + i * array.strides()[dim], body);
    }
  }

  /** The next index to print: {@code i}, unless it lies in the omitted part. */
  private int skip(int i, int size) {
    return cut && size > 2 * EDGE && i == EDGE ? size - EDGE : i;
  }

  private void print(StringBuilder text, int dim, int from, int indent) {
    if (dim == array.rank()) {
      text.append(" ".repeat(width - element.apply(from).length())).append(element.apply(from));
      return;
    }
    boolean last = dim == array.rank() - 1;
    int size = array.shape()[dim];
    int perLine = Math.max(1, (LINE - indent) / (width + 2));
    String newLine = "\n".repeat(last ? 1 : array.rank() - 1 - dim) + " ".repeat(indent);
    text.append('[');
    int printed = 0;
    for (int i = 0; i < size; i++) {
      int next = skip(i, size);
      if (printed > 0) {
        text.append(',').append(last && printed % perLine != 0 ? " " : newLine);
      }
      if (next != i) {
        text.append("...,").append(last ? " " : newLine);
        i = next;
      }
      print(text, dim + 1, from + i * array.strides()[dim], indent + 1);
      printed++;
    }
    text.append(']');
  }

  private IntFunction<String> format() {
    if (array.dtype() == DType.BOOL) {
      return at -> Boolean.toString(array.storage().booleans()[array.offset() + at]);
    }
    if (!array.dtype().isFloat()) {
      return at -> {
        NdArray element = as(DType.I64, at);
        return Long.toString(element.storage().longs()[element.offset()]);
      };
    }
    String pattern = pattern();
    return at -> show(pattern, floatAt(at));
  }

  private float floatAt(int at) {
    NdArray element = as(DType.F32, at);
    return element.floats()[element.offset()];
  }

  /** One element in another type: the array itself may be too large to be converted. */
  private NdArray as(DType type, int at) {
    NdArray one = NdArray.view(array.storage(), new int[0], new int[0], array.offset() + at);
    return CastOp.convert(one, type, Allocator.HEAP);
  }

  private static String show(String pattern, float value) {
    if (Float.isNaN(value)) {
      return "nan";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return String.format(Locale.ROOT, pattern, (double) value);
  }

  /**
   * The format: integers as {@code 1.}, other numbers with four digits, with an exponent if their
   * magnitudes differ widely.
   */
  private String pattern() {
    float[] bounds = {Float.POSITIVE_INFINITY, 0};
    boolean[] whole = {true};
    each(
        0,
        0,
        at -> {
          float size = Math.abs(floatAt(at));
          if (size != 0 && Float.isFinite(size)) {
            bounds[0] = Math.min(bounds[0], size);
            bounds[1] = Math.max(bounds[1], size);
            whole[0] &= size == Math.rint(size);
          }
        });
    boolean exponent =
        bounds[1] > 1e8 || bounds[1] / bounds[0] > 1000 || (bounds[1] > 0 && bounds[0] < 1e-4);
    if (whole[0]) {
      return bounds[1] > 1e8 ? "%.4e" : "%.0f.";
    }
    return exponent ? "%.4e" : "%.4f";
  }
}
