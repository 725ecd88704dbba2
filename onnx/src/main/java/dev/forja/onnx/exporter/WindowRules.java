package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AdaptiveMaxPoolOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.MaxPoolOp;
import dev.forja.op.PoolWindow;
import dev.forja.op.WindowSumsOp;
import dev.forja.op.WindowsOp;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Rules for windows along one dimension, and for maxima of windows in any number of them. */
final class WindowRules {
  private static final String PLACES =
      "ONNX counts the places of maxima over the whole batch, not in each plane";

  private WindowRules() {}

  static void addTo(Rules.Builder rules) {
    rules
        .put(WindowsOp.class, WindowRules::windows)
        .put(WindowSumsOp.class, WindowRules::sums)
        .put(MaxPoolOp.class, WindowRules::maxPool)
        .put(AdaptiveMaxPoolOp.class, WindowRules::adaptive);
  }

  private static int count(ConvWindow window, int in, int kernel) {
    int reach = (kernel - 1) * window.dilation() + 1;
    return (in + window.padBefore() + window.padAfter() - reach) / window.stride() + 1;
  }

  /** Gathers the elements of all windows by an index [kernel, windows], after padding. */
  private static void windows(WindowsOp op, OpContext at) {
    ConvWindow window = op.window();
    int rank = at.rank(0);
    int out = count(window, at.size(0, op.dim()), op.kernel());
    String x = at.in(0);
    if (window.padBefore() > 0 || window.padAfter() > 0) {
      long[] pads = new long[2 * rank];
      pads[op.dim()] = window.padBefore();
      pads[rank + op.dim()] = window.padAfter();
      x = at.add("Pad", x, at.longs(pads));
    }
    long[] places = new long[op.kernel() * out];
    for (int i = 0; i < places.length; i++) {
      places[i] = (long) (i % out) * window.stride() + (long) (i / out) * window.dilation();
    }
    String index = at.constant(NdArray.dense(Storage.of(places), op.kernel(), out));
    at.out(at.add("Gather", List.of(x, index), Attributes.of("axis", (long) op.dim())));
    at.uses("dim");
    at.uses("kernel");
    at.uses("window");
  }

  /** Multiplies by a matrix with a one where an element of a window falls on a place. */
  private static void sums(WindowSumsOp op, OpContext at) {
    ConvWindow window = op.window();
    int kernel = at.size(0, op.dim());
    int out = at.size(0, op.dim() + 1);
    float[] ones = new float[op.size() * kernel * out];
    for (int i = 0; i < kernel * out; i++) {
      int place = i % out * window.stride() - window.padBefore() + i / out * window.dilation();
      if (place >= 0 && place < op.size()) {
        ones[place * kernel * out + i] = 1;
      }
    }
    String matrix = at.constant(NdArray.dense(Storage.of(ones), op.size(), kernel * out));
    int inner = 1;
    int[] result = new int[at.rank(0) - 1];
    for (int d = 0; d < result.length; d++) {
      if (d < op.dim()) {
        result[d] = d == 0 ? -1 : at.size(0, d);
      } else if (d == op.dim()) {
        result[d] = op.size();
      } else {
        result[d] = at.size(0, d + 1);
        inner *= result[d];
      }
    }
    String rows = at.reshape(at.in(0), -1, kernel * out, inner);
    at.out(at.reshape(at.add("MatMul", matrix, rows), result));
    at.uses("size");
    at.uses("window");
  }

  private static int[] numbers(MaxPoolOp op, ToIntFunction<PoolWindow> number) {
    return op.windows().stream().mapToInt(number).toArray();
  }

  private static void maxPool(MaxPoolOp op, OpContext at) {
    if (at.isUsed(1)) {
      throw at.refuse(PLACES);
    }
    if (op.windows().stream().anyMatch(PoolWindow::ceil)) {
      throw at.refuse("engines disagree on windows that end outside in three dimensions");
    }
    int[] padding = numbers(op, PoolWindow::padding);
    onBatch(
        at,
        op.windows().size(),
        "MaxPool",
        Attributes.ints("kernel_shape", numbers(op, PoolWindow::kernel)),
        Attributes.ints("strides", numbers(op, PoolWindow::stride)),
        Attributes.ints(
            "pads",
            IntStream.range(0, 2 * padding.length).map(i -> padding[i % padding.length]).toArray()),
        Attributes.ints("dilations", numbers(op, PoolWindow::dilation)));
  }

  private static void adaptive(AdaptiveMaxPoolOp op, OpContext at) {
    if (at.isUsed(1)) {
      throw at.refuse(PLACES);
    }
    int dims = op.sizes().size();
    if (op.sizes().stream().allMatch(size -> size == 1)) {
      onBatch(at, dims, "GlobalMaxPool");
      return;
    }
    int[] kernel = new int[dims];
    for (int d = 0; d < dims; d++) {
      int in = at.size(0, at.rank(0) - dims + d);
      int out = op.sizes().get(d) == AdaptiveAvgPool2dOp.KEEP ? in : op.sizes().get(d);
      if (in % out != 0) {
        throw at.refuse(
            "ONNX has no adaptive pooling, and %d is no multiple of %d".formatted(in, out));
      }
      kernel[d] = in / out;
    }
    onBatch(
        at,
        dims,
        "MaxPool",
        Attributes.ints("kernel_shape", kernel),
        Attributes.ints("strides", kernel));
  }

  /** Pools a batch; a single instance becomes a batch of one, and the result is turned back. */
  private static void onBatch(OpContext at, int dims, String type, AttributeProto... attributes) {
    if (at.rank(0) == dims + 2) {
      at.out(0, at.add(type, List.of(at.in(0)), attributes));
      return;
    }
    String batch = at.add("Unsqueeze", at.in(0), at.longs(0L));
    String pooled = at.add(type, List.of(batch), attributes);
    at.out(0, at.add("Squeeze", pooled, at.longs(0L)));
  }
}
