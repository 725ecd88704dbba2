package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Images sampled at the points of a grid. */
final class Grids {
  private Grids() {}

  static void addTo(OperatorTable table) {
    table.add("GridSample", "align_corners mode padding_mode", Grids::sample);
    table.add("AffineGrid", "align_corners", Grids::affine);
    table.add("Col2Im", "dilations pads strides", Grids::columns);
  }

  private static void sample(Call call) {
    Tensor x = call.x(0);
    Tensor grid = call.floats(1);
    int dims = x.rank() - 2;
    if (dims < 1 || grid.rank() != x.rank() || grid.size(-1) != dims || grid.size(0) != x.size(0)) {
      throw new IllegalArgumentException(
          "its image is %s and its grid %s: expected [n, c, ..] and [n, .., %d]"
              .formatted(Shapes.show(x.shape()), Shapes.show(grid.shape()), dims));
    }
    Sampler sampler =
        new Sampler(
            Arrays.copyOfRange(x.shape(), 2, x.rank()),
            Sampler.Mode.of(call.node().text("mode", "linear")),
            Sampler.Padding.of(call.node().text("padding_mode", "zeros")),
            call.node().flag("align_corners", false));
    int batches = x.size(0);
    int channels = x.size(1);
    int points = Shapes.count(Arrays.copyOfRange(grid.shape(), 1, grid.rank() - 1));
    int plane = Shapes.count(Arrays.copyOfRange(x.shape(), 2, x.rank()));
    float[] image = x.toFloats();
    float[] places = grid.toFloats();
    int[] shape = new int[x.rank()];
    shape[0] = batches;
    shape[1] = channels;
    System.arraycopy(grid.shape(), 1, shape, 2, dims);
    float[] y = new float[Shapes.count(shape)];
    for (int n = 0; n < batches; n++) {
      for (int p = 0; p < points; p++) {
        int at = (n * points + p) * dims;
        Sampler.Weighted taps = sampler.taps(Arrays.copyOfRange(places, at, at + dims));
        for (int c = 0; c < channels; c++) {
          int from = (n * channels + c) * plane;
          y[(n * channels + c) * points + p] = taps.sum(image, from);
        }
      }
    }
    call.give(Tensor.of(y, shape).to(x.dtype()));
  }

  /** {@code grid = theta * [x, y, (z,) 1]} over places from -1 to 1. */
  private static void affine(Call call) {
    Tensor theta = call.floats(0);
    int[] size = Sizes.shape("the size", call.longs(1));
    boolean corners = call.node().flag("align_corners", false);
    int dims = size.length - 2;
    if (dims < 1 || theta.rank() != 3 || theta.size(1) != dims || theta.size(2) != dims + 1) {
      throw new IllegalArgumentException(
          "theta is %s for the size %s".formatted(Shapes.show(theta.shape()), Shapes.show(size)));
    }
    int points = Shapes.count(Arrays.copyOfRange(size, 2, size.length));
    int[] strides = Shapes.strides(Arrays.copyOfRange(size, 2, size.length));
    float[] places = new float[Shapes.count(points, dims + 1)];
    for (int p = 0; p < points; p++) {
      for (int d = 0; d < dims; d++) {
        int length = size[2 + d];
        int i = p / strides[d] % length;
        double at =
            corners ? (length == 1 ? 0 : -1 + 2.0 * i / (length - 1)) : -1 + (2.0 * i + 1) / length;
        places[p * (dims + 1) + dims - 1 - d] = (float) at;
      }
      places[p * (dims + 1) + dims] = 1;
    }
    Tensor grid = Tensor.of(places, points, dims + 1).matmul(theta.transpose(1, 2));
    int[] shape = Arrays.copyOf(size, size.length);
    System.arraycopy(size, 2, shape, 1, dims);
    shape[dims + 1] = dims;
    call.give(grid.reshape(shape));
  }

  /** Adds the columns [n, c * kernel, windows] into an image. */
  private static void columns(Call call) {
    Tensor x = call.floats(0);
    int[] image = Sizes.shape("the image", call.longs(1));
    int[] block = Sizes.shape("the block", call.longs(2));
    int dims = image.length;
    int taps = Shapes.count(block);
    if (block.length != dims || x.rank() != 3 || taps == 0 || x.size(1) % taps != 0) {
      throw new IllegalArgumentException(
          "columns %s do not fit blocks %s".formatted(Shapes.show(x.shape()), Shapes.show(block)));
    }
    int channels = x.size(1) / taps;
    int[] sized = new int[dims + 2];
    System.arraycopy(image, 0, sized, 2, dims);
    Windows w = Windows.of(call.node(), sized, block);
    int[] counts = new int[dims];
    for (int d = 0; d < dims; d++) {
      long room =
          (long) image[d]
              + w.before()[d]
              + w.after()[d]
              - Windows.extent(block[d], w.dilations()[d]);
      counts[d] = Sizes.toInt("the windows", Math.floorDiv(room, (long) w.strides()[d]) + 1);
    }
    int windows = Shapes.count(counts);
    if (windows != x.size(2)) {
      throw new IllegalArgumentException("%d columns for %d windows".formatted(x.size(2), windows));
    }
    long[] places = new long[Shapes.count(taps, windows)];
    int plane = Shapes.count(image);
    for (int i = 0; i < places.length; i++) {
      places[i] = place(i / windows, i % windows, image, counts, w);
    }
    float[] from = x.toFloats();
    float[] y = new float[Shapes.count(x.size(0), channels, plane)];
    for (int i = 0; i < x.size(0) * channels; i++) {
      for (int k = 0; k < places.length; k++) {
        if (places[k] >= 0) {
          y[i * plane + (int) places[k]] += from[i * places.length + k];
        }
      }
    }
    sized[0] = x.size(0);
    sized[1] = channels;
    call.give(Tensor.of(y, sized).to(DType.F32));
  }

  private static long place(int tap, int window, int[] image, int[] counts, Windows w) {
    int restTap = tap;
    int restWindow = window;
    long place = 0;
    long scale = 1;
    for (int d = image.length - 1; d >= 0; d--) {
      int at =
          restWindow % counts[d] * w.strides()[d]
              + restTap % w.kernel()[d] * w.dilations()[d]
              - w.before()[d];
      restWindow /= counts[d];
      restTap /= w.kernel()[d];
      if (at < 0 || at >= image[d]) {
        return -1;
      }
      place += at * scale;
      scale *= image[d];
    }
    return place;
  }
}
