package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Fourier transforms, by products with matrices of sines and cosines, and mel filters. */
final class Signals {
  private Signals() {}

  static void addTo(OperatorTable table) {
    table.add("DFT", "axis inverse onesided", Signals::dft);
    table.add("STFT", "onesided", Signals::stft);
    table.add("MelWeightMatrix", "output_datatype", Signals::mel);
  }

  private static void dft(Call call) {
    Tensor x = call.floats(0);
    boolean inverse = call.node().flag("inverse", false);
    boolean half = call.node().flag("onesided", false);
    boolean input = call.node().opset() >= 20;
    long wanted = input ? (call.has(2) ? call.number(2) : -2) : call.node().integer("axis", 1);
    int axis = Sizes.dim("the axis", wanted, x.rank());
    if (axis == x.rank() - 1) {
      throw new IllegalArgumentException("the axis is the last one, that of the complex parts");
    }
    int size = call.has(1) ? Sizes.shape("the length", call.number(1))[0] : x.size(axis);
    Tensor cut = x.slice(axis, 0, Math.min(size, x.size(axis)));
    Tensor sized =
        size > x.size(axis) ? Slices.constant(cut, axis, 0, size - x.size(axis), null, 0) : cut;
    Tensor last = sized.movedim(axis, -2);
    Tensor real = last.select(-1, 0);
    @Nullable Tensor imaginary = last.size(-1) == 2 ? last.select(-1, 1) : null;
    if (half && inverse) {
      int whole = call.has(1) ? size : Math.max(1, 2 * (x.size(axis) - 1));
      call.give(realInverse(x.movedim(axis, -2), whole).movedim(-2, axis));
      return;
    }
    call.give(transform(real, imaginary, half, inverse).movedim(-2, axis));
  }

  /** Of the last dimension; the result has the complex parts as a new last dimension. */
  private static Tensor transform(
      Tensor real, @Nullable Tensor imaginary, boolean half, boolean inverse) {
    int n = real.size(-1);
    int bins = half ? n / 2 + 1 : n;
    float[] cos = new float[Sizes.shape("the transform", n, bins)[0] * bins];
    float[] sin = new float[cos.length];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < bins; k++) {
        double turn = (inverse ? 2 : -2) * Math.PI * ((long) i * k % n) / n;
        double scale = inverse ? 1.0 / n : 1;
        cos[i * bins + k] = (float) (Math.cos(turn) * scale);
        sin[i * bins + k] = (float) (Math.sin(turn) * scale);
      }
    }
    Tensor c = Tensor.of(cos, n, bins);
    Tensor s = Tensor.of(sin, n, bins);
    Tensor re = real.matmul(c);
    Tensor im = real.matmul(s);
    if (imaginary != null) {
      re = re.sub(imaginary.matmul(s));
      im = im.add(imaginary.matmul(c));
    }
    return Tensor.stack(-1, re, im);
  }

  /** The n real numbers whose transform begins with these complex ones. */
  private static Tensor realInverse(Tensor x, int n) {
    int bins = n / 2 + 1;
    int have = Math.min(bins, x.size(-2));
    Tensor cut = x.slice(-2, 0, have);
    Tensor first = have < bins ? Slices.constant(cut, x.rank() - 2, 0, bins - have, null, 0) : cut;
    Tensor rest = first.slice(-2, 1, n - bins + 1).flip(-2);
    Tensor real = Tensor.cat(-1, first.select(-1, 0), rest.select(-1, 0));
    Tensor imaginary = Tensor.cat(-1, first.select(-1, 1), rest.select(-1, 1).neg());
    return transform(real, imaginary, false, true).slice(-1, 0, 1);
  }

  private static void stft(Call call) {
    Tensor x = call.floats(0);
    int step = Sizes.toInt("the step", call.number(1));
    @Nullable Tensor window = call.optional(2);
    int length =
        call.has(3)
            ? Sizes.toInt("the length of a frame", call.number(3))
            : window == null ? x.size(1) : window.size(0);
    if (step < 1 || length < 1 || length > x.size(1)) {
      throw new IllegalArgumentException(
          "frames of %d every %d of a signal of %d".formatted(length, step, x.size(1)));
    }
    boolean real = x.rank() == 2 || x.size(-1) == 1;
    boolean half = call.node().flag("onesided", true);
    Tensor first = frames(x.rank() == 2 ? x : x.select(-1, 0), length, step, window);
    Tensor second = real ? null : frames(x.select(-1, 1), length, step, window);
    call.give(transform(first, second, half, false));
  }

  private static Tensor frames(Tensor x, int length, int step, @Nullable Tensor window) {
    Tensor frames = x.unfold(1, length, step);
    return window == null ? frames : frames.mul(window.to(DType.F32));
  }

  /** Triangles between points that are evenly spaced in mels, {@code 2595 log10(1 + f / 700)}. */
  private static void mel(Call call) {
    int count = Sizes.shape("the number of bins", call.number(0))[0];
    long length = call.number(1);
    long rate = call.number(2);
    double low = mel(call.decimal(3));
    double high = mel(call.decimal(4));
    int rows = Sizes.shape("the spectrum", length / 2 + 1)[0];
    Sizes.shape("the matrix", rows, count);
    double step = (high - low) / (count + 2);
    long[] edges = new long[count + 2];
    for (int i = 0; i < edges.length; i++) {
      double hertz = 700 * (Math.pow(10, (i * step + low) / 2595) - 1);
      edges[i] = (long) Math.floor((length + 1) * hertz / rate);
    }
    float[] matrix = new float[rows * count];
    for (int i = 0; i < count; i++) {
      long from = edges[i];
      long top = edges[i + 1];
      long to = edges[i + 2];
      for (long j = Math.max(0, from); j <= top && j < rows; j++) {
        matrix[(int) j * count + i] = top == from ? 1 : (float) (j - from) / (top - from);
      }
      for (long j = Math.max(0, top); j < Math.min(to, rows); j++) {
        matrix[(int) j * count + i] = (float) (to - j) / (to - top);
      }
    }
    Tensor result = Tensor.of(matrix, rows, count);
    call.give(Elementwise.cast(result, call.node().integer("output_datatype", 1)));
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
