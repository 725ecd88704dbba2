package dev.forja.onnx.operators;

import dev.forja.array.Shapes;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Exact convolutions of integers, in int64, of any number of dimensions. */
final class IntegerConvolution {
  private final long[] x;
  private final long[] weight;
  private final int[] in;
  private final int[] out;
  private final Windows windows;
  private final int channels;

  private IntegerConvolution(
      long[] x, long[] weight, int[] in, int[] out, Windows windows, int channels) {
    this.x = x;
    this.weight = weight;
    this.in = in;
    this.out = out;
    this.windows = windows;
    this.channels = channels;
  }

  /** Of x [n, c, ..] and the weight [o, c / groups, ..], both int64. */
  static Tensor of(Tensor x, Tensor weight, Windows windows, int groups) {
    int outputs = weight.size(0);
    int channels = weight.size(1);
    if (groups < 1 || x.size(1) != channels * groups || outputs % groups != 0) {
      throw new IllegalArgumentException(
          "input %s, weight %s and %d groups do not fit"
              .formatted(Shapes.show(x.shape()), Shapes.show(weight.shape()), groups));
    }
    int dims = windows.dims();
    int[] in = Arrays.copyOfRange(x.shape(), 2, 2 + dims);
    long[] shape = new long[2 + dims];
    shape[0] = x.size(0);
    shape[1] = outputs;
    for (int d = 0; d < dims; d++) {
      long room =
          (long) in[d]
              + windows.before()[d]
              + windows.after()[d]
              - Windows.extent(windows.kernel()[d], windows.dilations()[d]);
      shape[2 + d] = Math.floorDiv(room, (long) windows.strides()[d]) + 1;
    }
    int[] result = Sizes.shape("the output", shape);
    int[] out = Arrays.copyOfRange(result, 2, 2 + dims);
    long[] y = new long[Shapes.count(result)];
    int plane = Shapes.count(out);
    IntegerConvolution convolution =
        new IntegerConvolution(x.toLongs(), weight.toLongs(), in, out, windows, channels);
    Compute.forEach(
        x.size(0) * outputs,
        i -> {
          int n = i / outputs;
          int o = i % outputs;
          int group = o / (outputs / groups);
          int first = (n * groups + group) * channels;
          convolution.plane(first, o, y, i * plane, plane);
        });
    return Tensor.of(y, result);
  }

  /** Adds the products of each input channel and each place of the kernel. */
  private void plane(int firstChannel, int output, long[] y, int target, int plane) {
    int taps = Shapes.count(windows.kernel());
    int size = Shapes.count(in);
    int[] places = new int[plane];
    for (int tap = 0; tap < taps; tap++) {
      sources(tap, places);
      for (int c = 0; c < channels; c++) {
        long w = weight[(output * channels + c) * taps + tap];
        int from = (firstChannel + c) * size;
        for (int i = 0; w != 0 && i < plane; i++) {
          if (places[i] >= 0) {
            y[target + i] += w * x[from + places[i]];
          }
        }
      }
    }
  }

  /** The place of the input under a tap for each output; -1 in the padding. */
  private void sources(int tap, int[] places) {
    for (int i = 0; i < places.length; i++) {
      int place = 0;
      int scale = 1;
      int restOut = i;
      int restTap = tap;
      for (int d = out.length - 1; d >= 0 && place >= 0; d--) {
        int at =
            restOut % out[d] * windows.strides()[d]
                + restTap % windows.kernel()[d] * windows.dilations()[d]
                - windows.before()[d];
        restOut /= out[d];
        restTap /= windows.kernel()[d];
        place = at < 0 || at >= in[d] ? -1 : place + at * scale;
        scale *= in[d];
      }
      places[i] = place;
    }
  }
}
