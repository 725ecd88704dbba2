package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.MaxPoolOp;
import dev.forja.op.PoolWindow;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pooling over windows. */
final class Pools {
  private Pools() {}

  static void addTo(OperatorTable table) {
    String windows = "auto_pad ceil_mode dilations kernel_shape pads strides";
    table.add("MaxPool", windows + " storage_order", Pools::max);
    table.add("AveragePool", windows + " count_include_pad", Pools::average);
    table.add("LpPool", windows + " p", Pools::lp);
    table.add("MaxUnpool", "kernel_shape pads strides", Pools::unpool);
  }

  private static Windows windows(Call call, Tensor x) {
    if (x.rank() < 3) {
      throw new IllegalArgumentException(
          "its input has the shape %s, expected [n, c, ..]".formatted(Shapes.show(x.shape())));
    }
    int[] kernel = Sizes.toInts("kernel_shape", call.node().required("kernel_shape"));
    return Windows.of(call.node(), x.shape(), kernel);
  }

  private static void max(Call call) {
    Tensor x = call.x(0);
    Tensor floats = x.to(DType.F32);
    Windows w = windows(call, x);
    int[] beyond = w.beyond(x.shape(), call.node().flag("ceil_mode", false));
    boolean indices = call.wants(1);
    boolean plain = fits(w) && Arrays.stream(beyond).allMatch(size -> size == 0);
    Tensor from = plain ? floats : padded(floats, w, beyond, Double.NEGATIVE_INFINITY);
    List<PoolWindow> windows = new ArrayList<>();
    for (int d = 0; d < w.dims(); d++) {
      windows.add(
          new PoolWindow(
              w.kernel()[d], w.strides()[d], plain ? w.before()[d] : 0, w.dilations()[d], false));
    }
    if (w.dims() == 2 && !indices) {
      Tensor y = Tensor.apply(new MaxPool2dOp(windows.get(0), windows.get(1)), from);
      call.give(y.to(x.dtype()));
      return;
    }
    Tensor[] both = Tensor.applyAll(new MaxPoolOp(windows), from);
    call.give(both[0].to(x.dtype()));
    if (indices) {
      boolean columns = call.node().flag("storage_order", false);
      call.give(places(both[1], x, from, plain ? new int[w.dims()] : w.before(), columns));
    }
  }

  /** Whether the pooling of tensors takes this padding: even, and at most half of the window. */
  private static boolean fits(Windows w) {
    for (int d = 0; d < w.dims(); d++) {
      if (w.before()[d] > Windows.extent(w.kernel()[d], w.dilations()[d]) / 2) {
        return false;
      }
    }
    return !w.isUneven();
  }

  private static Tensor padded(Tensor x, Windows w, int[] beyond, double value) {
    Tensor padded = x;
    for (int d = 0; d < w.dims(); d++) {
      int before = w.before()[d];
      int after = w.after()[d] + beyond[d];
      if (before < 0 || after < 0) {
        throw new IllegalArgumentException("its padding is negative");
      }
      if (before + after > 0) {
        padded = Slices.constant(padded, 2 + d, before, after, null, value);
      }
    }
    return padded;
  }

  /** From the places in each padded plane to places in the whole input. */
  private static Tensor places(
      Tensor inPlane, Tensor x, Tensor padded, int[] before, boolean columns) {
    int dims = before.length;
    long[] at = inPlane.toLongs();
    int planes = x.size(0) * x.size(1);
    int perPlane = planes == 0 ? 0 : at.length / planes;
    for (int i = 0; i < at.length; i++) {
      long rest = at[i];
      long place = 0;
      long scale = 1;
      long[] coordinates = new long[dims];
      for (int d = dims - 1; d >= 0; d--) {
        coordinates[d] = rest % padded.size(2 + d) - before[d];
        rest /= padded.size(2 + d);
      }
      for (int k = 0; k < dims; k++) {
        int d = columns ? k : dims - 1 - k;
        place += coordinates[d] * scale;
        scale *= x.size(2 + d);
      }
      at[i] = i / perPlane * scale + place;
    }
    return Tensor.of(at, inPlane.shape());
  }

  private static void average(Call call) {
    Tensor x = call.floats(0);
    Windows w = windows(call, x);
    int[] beyond = w.beyond(x.shape(), call.node().flag("ceil_mode", false));
    boolean include = call.node().flag("count_include_pad", false);
    int[] one = x.shape().clone();
    one[0] = 1;
    one[1] = 1;
    Tensor mask = Tensor.ones(one);
    Tensor counts =
        include
            ? padded(padded(mask, w, new int[w.dims()], 1), zero(w), beyond, 0)
            : padded(mask, w, beyond, 0);
    call.give(sums(padded(x, w, beyond, 0), w).div(sums(counts, w)));
  }

  private static Windows zero(Windows w) {
    int[] none = new int[w.dims()];
    return new Windows(w.kernel(), w.strides(), w.dilations(), none, none);
  }

  /** The sum of each window of padded planes: a convolution of each plane with ones. */
  private static Tensor sums(Tensor x, Windows w) {
    int[] planes = x.shape().clone();
    planes[0] = x.size(0) * x.size(1);
    planes[1] = 1;
    int[] ones = new int[w.dims() + 2];
    Arrays.fill(ones, 1);
    System.arraycopy(w.kernel(), 0, ones, 2, w.dims());
    Tensor y = Convolutions.conv(x.reshape(planes), Tensor.ones(ones), null, zero(w), 1);
    int[] shape = y.shape().clone();
    shape[0] = x.size(0);
    shape[1] = x.size(1);
    return y.reshape(shape);
  }

  private static void lp(Call call) {
    Tensor x = call.floats(0);
    Windows w = windows(call, x);
    int[] beyond = w.beyond(x.shape(), call.node().flag("ceil_mode", false));
    double p = call.node().integer("p", 2);
    call.give(sums(padded(x.abs().pow(p), w, beyond, 0), w).pow(1 / p));
  }

  private static void unpool(Call call) {
    Tensor x = call.floats(0);
    Windows w = windows(call, x);
    long[] shape = new long[x.rank()];
    shape[0] = x.size(0);
    shape[1] = x.size(1);
    for (int d = 0; d < w.dims(); d++) {
      shape[2 + d] =
          (x.size(2 + d) - 1L) * w.strides()[d] - w.before()[d] - w.after()[d] + w.kernel()[d];
    }
    int[] own = Sizes.shape("the output", shape);
    int[] result = call.has(2) ? Sizes.shape("the output", call.longs(2)) : own;
    Tensor places = call.x(1).flatten();
    if (!Arrays.equals(own, result)) {
      places = moved(places, own, result);
    }
    Tensor flat = Tensor.zeros(Shapes.count(result));
    call.give(flat.scatter(0, places, x.flatten()).reshape(result));
  }

  /** The places of the same coordinates in a larger shape. */
  private static Tensor moved(Tensor places, int[] from, int[] to) {
    long[] at = places.toLongs();
    int[] inner = Shapes.strides(from);
    int[] outer = Shapes.strides(to);
    for (int i = 0; i < at.length; i++) {
      long place = 0;
      for (int d = 0; d < from.length; d++) {
        place += at[i] / inner[d] % from[d] * outer[d];
      }
      at[i] = place;
    }
    return Tensor.of(at);
  }
}
