package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.FftOp;
import dev.forja.op.IrfftOp;
import dev.forja.op.OverlapAddOp;
import dev.forja.op.RfftOp;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Fourier transforms. There is no complex type: a complex number is a last dimension of size 2, its
 * real and its imaginary part, as {@code torch.view_as_real} gives it and {@code
 * torch.view_as_complex} takes it. Everything is computed in double and rounded once. Any thread
 * may call these methods; see {@link Tensor}.
 */
public sealed interface Spectra permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The transform of real numbers along the last dimension: [.., n] gives [.., n / 2 + 1, 2].
   * Equivalent to {@code torch.view_as_real(torch.fft.rfft(x))}.
   */
  @ShapeRule("resize(unsqueeze(resize(this, -1, size(this, -1) / 2 + 1), -1), -1, 2)")
  default Tensor rfft() {
    return rfft(null, -1, FourierNorm.BACKWARD);
  }

  /**
   * The transform of real numbers along a dimension of this, cut or padded with zeros to n places;
   * null for as many as there are.
   */
  @ShapeRule("resize(unsqueeze(resize(this, $1, when($0, $0, size(this, $1)) / 2 + 1), -1), -1, 2)")
  default Tensor rfft(@Nullable Integer n, int dim, FourierNorm norm) {
    Tensor x = sized("rfft", last(dim), n, -1);
    Tensor y = Tensor.apply(new RfftOp(norm.scale(x.size(-1), false), false), x);
    return back(y, dim);
  }

  /**
   * The real numbers whose transform is this, [.., m, 2]: 2 (m - 1) of them. Equivalent to {@code
   * torch.fft.irfft}.
   */
  @ShapeRule("resize(reduce(this, -1, false), -1, 2 * (size(this, -2) - 1))")
  default Tensor irfft() {
    return irfft(null, -1, FourierNorm.BACKWARD);
  }

  /**
   * The n real numbers whose transform is this; n is even if it is null. The dimension is counted
   * without the last one, which holds the parts of the complex numbers.
   */
  @ShapeRule(
      "resize(reduce(this, -1, false), $1, when($0, $0, 2 * (size(reduce(this, -1, false), $1) - 1)))")
  default Tensor irfft(@Nullable Integer n, int dim, FourierNorm norm) {
    Tensor x = complex("irfft", dim);
    int count = n == null ? 2 * (x.size(-2) - 1) : n;
    if (count < 1) {
      throw new IllegalArgumentException(
          "irfft: %d numbers from %s: expected 1 or more"
              .formatted(count, Shapes.show(self().shape())));
    }
    Tensor half = sized("irfft", x, count / 2 + 1, -2);
    Tensor y = Tensor.apply(new IrfftOp(count, norm.scale(count, true), false), half);
    return y.movedim(-1, Shapes.dim(dim, y.rank()));
  }

  /**
   * The transform of complex numbers [.., n, 2] along a dimension, which is counted without the
   * last one. Equivalent to {@code torch.fft.fft}.
   */
  @ShapeRule(
      "resize(unsqueeze(resize(reduce(this, -1, false), $1, when($0, $0, size(reduce(this, -1, false), $1))), -1), -1, 2)")
  default Tensor fft(@Nullable Integer n, int dim, FourierNorm norm) {
    return transformed("fft", n, dim, norm, false);
  }

  /** The inverse of {@link #fft}. Equivalent to {@code torch.fft.ifft}. */
  @ShapeRule(
      "resize(unsqueeze(resize(reduce(this, -1, false), $1, when($0, $0, size(reduce(this, -1, false), $1))), -1), -1, 2)")
  default Tensor ifft(@Nullable Integer n, int dim, FourierNorm norm) {
    return transformed("ifft", n, dim, norm, true);
  }

  private Tensor transformed(
      String method, @Nullable Integer n, int dim, FourierNorm norm, boolean inverse) {
    Tensor x = sized(method, complex(method, dim), n, -2);
    Tensor y = Tensor.apply(new FftOp(inverse, norm.scale(x.size(-2), inverse)), x);
    return back(y, dim);
  }

  /** This with a dimension moved to the end. */
  private Tensor last(int dim) {
    return self().movedim(dim, -1);
  }

  /** Complex numbers with a dimension, counted without the parts, moved before the parts. */
  private Tensor complex(String method, int dim) {
    int rank = self().rank() - 1;
    if (rank < 1 || self().size(-1) != 2) {
      throw new IllegalArgumentException(
          "%s: %s: expected complex numbers [.., n, 2]"
              .formatted(method, Shapes.show(self().shape())));
    }
    return self().movedim(Shapes.dim(dim, rank), -2);
  }

  /** Complex numbers with the dimension before the parts moved back. */
  private static Tensor back(Tensor y, int dim) {
    return y.movedim(-2, Shapes.dim(dim, y.rank() - 1));
  }

  /** A dimension, -1 or -2, cut or padded with zeros. */
  private static Tensor sized(String method, Tensor x, @Nullable Integer n, int dim) {
    int size = n == null ? x.size(dim) : n;
    if (size < 1) {
      throw new IllegalArgumentException(
          "%s: %d places of %s: expected 1 or more"
              .formatted(method, size, Shapes.show(x.shape())));
    }
    int more = size - x.size(dim);
    int[] padding = dim == -1 ? new int[] {0, more} : new int[] {0, 0, 0, more};
    return more == 0 ? x : more < 0 ? x.slice(dim, 0, size) : x.pad(padding, 0);
  }

  /**
   * The short-time Fourier transform of signals [n] or [b, n]: [.., frequencies, times, 2].
   * Equivalent to {@code torch.view_as_real(torch.stft(.., return_complex=True))}.
   */
  @ShapeRule(
      "resize(unsqueeze(resize(unsqueeze(resize(ranked(this, 1, 2), -1, null), -1), -1, null), -1), -1, 2)")
  default Tensor stft(StftOptions options) {
    int size = options.nFft();
    int rank = self().rank();
    if (rank < 1 || rank > 2 || options.hopLength() < 1) {
      throw new IllegalArgumentException(
          "stft: %s, hop length %d: expected [n] or [b, n], and 1 or more"
              .formatted(Shapes.show(self().shape()), options.hopLength()));
    }
    int half = size / 2;
    Tensor signal =
        options.center() ? self().pad(new int[] {half, half}, options.padMode()) : self();
    if (signal.size(-1) < size) {
      throw new IllegalArgumentException(
          "stft: %d samples, nFft %d: expected no fewer"
              .formatted(signal.size(-1), options.nFft()));
    }
    Tensor frames = signal.unfold(-1, size, options.hopLength()).mul(window("stft", options));
    double scale = options.normalized() ? 1 / Math.sqrt(size) : 1;
    Tensor spectrum =
        options.onesided()
            ? Tensor.apply(new RfftOp(scale, false), frames)
            : Tensor.apply(new FftOp(false, scale), Tensor.stack(-1, frames, frames.zerosLike()));
    return spectrum.transpose(-3, -2);
  }

  /** The window, padded with zeros on both sides. */
  private static Tensor window(String method, StftOptions options) {
    int length = options.winLength();
    Tensor window = options.window() == null ? Tensor.ones(Math.max(length, 0)) : options.window();
    int left = (options.nFft() - length) / 2;
    if (length < 1 || length > options.nFft() || window.rank() != 1 || window.count() != length) {
      throw new IllegalArgumentException(
          "%s: a window %s of length %d for nFft %d: expected a vector of that length, 1 to nFft"
              .formatted(method, Shapes.show(window.shape()), length, options.nFft()));
    }
    return window.pad(new int[] {left, options.nFft() - length - left}, 0);
  }

  /**
   * The signals [n] or [b, n] whose {@link #stft} is this: overlapping inverse transforms, divided
   * by the sum of the squares of the windows. Of two-sided transforms, the first half is used.
   * Equivalent to {@code torch.istft}.
   *
   * @param length the number of samples; null for what the transforms cover
   * @throws IllegalArgumentException if a sample that is wanted lies in no window
   */
  @ShapeRule("resize(reduce(ranked(this, 3, 4), (-1, -2), false), -1, $1)")
  default Tensor istft(StftOptions options, @Nullable Integer length) {
    int size = options.nFft();
    int rows = options.onesided() ? size / 2 + 1 : size;
    int rank = self().rank();
    if (rank < 3 || rank > 4 || self().size(-1) != 2 || self().size(-3) != rows) {
      throw new IllegalArgumentException(
          "istft: %s for nFft %d: expected [.., %d, times, 2]"
              .formatted(Shapes.show(self().shape()), size, rows));
    }
    Tensor spectrum = self().transpose(-3, -2);
    double scale = options.normalized() ? 1 / Math.sqrt(size) : 1.0 / size;
    Tensor half = spectrum.slice(-2, 0, size / 2 + 1);
    Tensor frames = Tensor.apply(new IrfftOp(size, scale, false), half);
    Tensor window = window("istft", options);
    int times = frames.size(-2);
    int hop = options.hopLength();
    int whole = size + hop * (times - 1);
    Tensor sum = Tensor.apply(new OverlapAddOp(rank - 3, whole, hop), frames.mul(window));
    Tensor squares = window.square().detach().unsqueeze(0).expand(times, size);
    Tensor weight = Tensor.apply(new OverlapAddOp(0, whole, hop), squares);
    int from = options.center() ? size / 2 : 0;
    int to = length != null ? from + length : options.center() ? whole - size / 2 : whole;
    int known = Math.min(to, whole);
    Tensor used = weight.slice(0, from, known);
    if (used.count() > 0 && used.abs().amin().item() < 1e-11) {
      throw new IllegalArgumentException(
          "istft: a sample lies in no window, or only where it is 0: use a smaller hop length or"
              + " another window");
    }
    Tensor signal = sum.slice(-1, from, known).div(used);
    return to > known ? signal.pad(new int[] {0, to - known}, 0) : signal;
  }
}
