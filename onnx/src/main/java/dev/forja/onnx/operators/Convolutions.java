package dev.forja.onnx.operators;

import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.Op;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Convolutions of one, two and three dimensions, and transposed ones. */
final class Convolutions {
  private Convolutions() {}

  static void addTo(OperatorTable table) {
    String windows = "auto_pad dilations group kernel_shape pads strides";
    table.add("Conv", windows, Convolutions::conv);
    table.add("ConvTranspose", windows + " output_padding output_shape", Convolutions::transposed);
  }

  private static void conv(Call call) {
    Tensor x = call.floats(0);
    Tensor weight = call.floats(1);
    call.give(
        conv(x, weight, call.optional(2), windows(call, x, weight), call.node().small("group", 1)));
  }

  /** The windows over the dimensions of an input. */
  static Windows windows(Call call, Tensor x, Tensor weight) {
    if (weight.rank() != x.rank() || x.rank() < 3) {
      throw new IllegalArgumentException(
          "its input is %s and its weight %s: expected one rank of 3 or more"
              .formatted(Arrays.toString(x.shape()), Arrays.toString(weight.shape())));
    }
    int[] kernel = Arrays.copyOfRange(weight.shape(), 2, weight.rank());
    int[] said = call.node().ints("kernel_shape");
    if (said != null && !Arrays.equals(said, kernel)) {
      throw new IllegalArgumentException(
          "'kernel_shape' is %s, but the weight has %s"
              .formatted(Arrays.toString(said), Arrays.toString(kernel)));
    }
    return Windows.of(call.node(), x.shape(), kernel);
  }

  /** A convolution of floats of one to three dimensions. */
  static Tensor conv(Tensor x, Tensor weight, @Nullable Tensor bias, Windows w, int groups) {
    checkPadding(w);
    return switch (w.dims()) {
      case 1 ->
          applied(
                  new Conv2dOp(ConvWindow.ONE, window(w, 0), groups),
                  x.unsqueeze(2),
                  weight.unsqueeze(2),
                  bias)
              .squeeze(2);
      case 2 -> applied(op(w, groups), x, weight, bias);
      case 3 -> {
        ConvOptions options =
            ConvOptions.defaults()
                .withStride(size(w.strides()))
                .withDilation(size(w.dilations()))
                .withGroups(groups);
        Tensor padded = w.isUneven() ? padded(x, w, 0) : x;
        yield padded.conv3d(
            weight, bias, w.isUneven() ? options : options.withPadding(size(w.before())));
      }
      default ->
          throw new IllegalArgumentException(
              "convolutions of %d dimensions are not supported".formatted(w.dims()));
    };
  }

  private static void checkPadding(Windows w) {
    boolean cropped =
        Arrays.stream(w.before()).anyMatch(pad -> pad < 0)
            || Arrays.stream(w.after()).anyMatch(pad -> pad < 0);
    if (cropped) {
      throw new IllegalArgumentException(
          "its padding %s, %s is negative"
              .formatted(Arrays.toString(w.before()), Arrays.toString(w.after())));
    }
  }

  /** A convolution of two dimensions. */
  static Conv2dOp op(Windows w, int groups) {
    checkPadding(w);
    return new Conv2dOp(window(w, 0), window(w, 1), groups);
  }

  private static Tensor applied(Op op, Tensor x, Tensor weight, @Nullable Tensor bias) {
    return bias == null ? Tensor.apply(op, x, weight) : Tensor.apply(op, x, weight, bias);
  }

  private static ConvWindow window(Windows w, int d) {
    return new ConvWindow(w.strides()[d], w.before()[d], w.after()[d], w.dilations()[d]);
  }

  static Size3d size(int[] sizes) {
    return new Size3d(sizes[0], sizes[1], sizes[2]);
  }

  /** The input with the padding of the windows. */
  static Tensor padded(Tensor x, Windows w, double value) {
    Tensor padded = x;
    for (int d = 0; d < w.dims(); d++) {
      if (w.before()[d] + w.after()[d] > 0) {
        padded = Slices.constant(padded, 2 + d, w.before()[d], w.after()[d], null, value);
      }
    }
    return padded;
  }

  private static void transposed(Call call) {
    Tensor x = call.floats(0);
    Tensor weight = call.floats(1);
    Windows w = windows(call, x, weight);
    int dims = w.dims();
    int[] extra = call.node().ints("output_padding");
    if (extra == null) {
      extra = new int[dims];
    }
    int[] wanted = call.node().ints("output_shape");
    if (wanted != null && wanted.length > dims) {
      wanted = Arrays.copyOfRange(wanted, wanted.length - dims, wanted.length);
    }
    if (extra.length != dims || (wanted != null && wanted.length != dims)) {
      throw new IllegalArgumentException(
          "'output_padding' or 'output_shape' has another length than %d".formatted(dims));
    }
    Tensor y = full(x, weight, w, call.node().small("group", 1));
    String auto = call.node().text("auto_pad", "NOTSET");
    for (int d = 0; d < dims; d++) {
      int whole = y.size(2 + d);
      int before = w.before()[d];
      long size = (long) whole + extra[d] - before - w.after()[d];
      if (wanted != null || auto.startsWith("SAME")) {
        size = wanted != null ? wanted[d] : (long) x.size(2 + d) * w.strides()[d];
        int total = Sizes.toInt("the padding", Math.max(0, (long) whole + extra[d] - size));
        before = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
      }
      y = part(y, 2 + d, before, Sizes.toInt("the output", size));
    }
    Tensor bias = call.optional(2);
    if (bias != null) {
      int[] shape = new int[dims + 1];
      Arrays.fill(shape, 1);
      shape[0] = bias.count();
      y = y.add(bias.reshape(shape));
    }
    call.give(y);
  }

  /** Places of a dimension from {@code start} on; zeros where there are none. */
  private static Tensor part(Tensor y, int dim, int start, int size) {
    if (size < 0) {
      throw new IllegalArgumentException("its output would have the size %d".formatted(size));
    }
    int from = Math.clamp(start, 0, y.size(dim));
    int to = (int) Math.clamp((long) start + size, from, (long) y.size(dim));
    Tensor inside = from == 0 && to == y.size(dim) ? y : y.slice(dim, from, to);
    int before = Math.max(0, -start);
    int after = size - before - (to - from);
    return before + after == 0 ? inside : Slices.constant(inside, dim, before, after, null, 0);
  }

  private static Tensor full(Tensor x, Tensor weight, Windows w, int groups) {
    return switch (w.dims()) {
      case 1 ->
          Tensor.apply(
                  new ConvTranspose2dOp(ConvWindow.ONE, bare(w, 0), 0, 0, groups),
                  x.unsqueeze(2),
                  weight.unsqueeze(2))
              .squeeze(2);
      case 2 ->
          Tensor.apply(new ConvTranspose2dOp(bare(w, 0), bare(w, 1), 0, 0, groups), x, weight);
      case 3 ->
          x.convTranspose3d(
              weight,
              null,
              ConvTransposeOptions.defaults()
                  .withStride(size(w.strides()))
                  .withDilation(size(w.dilations()))
                  .withGroups(groups));
      default ->
          throw new IllegalArgumentException(
              "convolutions of %d dimensions are not supported".formatted(w.dims()));
    };
  }

  private static ConvWindow bare(Windows w, int d) {
    return new ConvWindow(w.strides()[d], 0, 0, w.dilations()[d]);
  }
}
