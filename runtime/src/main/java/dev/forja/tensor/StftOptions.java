package dev.forja.tensor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Spectra#stft} and {@link Spectra#istft}, under PyTorch's names. Immutable.
 */
public final class StftOptions extends Options<StftOptions> {
  private final int nFft;
  private @Nullable Integer hopLength = null;
  private @Nullable Integer winLength = null;
  private @Nullable Tensor window = null;
  private boolean center = true;
  private PaddingMode padMode = PaddingMode.REFLECT;
  private boolean normalized = false;
  private boolean onesided = true;

  private StftOptions(int nFft) {
    this.nFft = nFft;
  }

  /**
   * PyTorch's defaults: a quarter of the size as hop length, a window of ones of the whole size,
   * centred with reflection, not normalised, one side.
   *
   * @param nFft the number of samples of each transform, 1 or more
   */
  public static StftOptions of(int nFft) {
    if (nFft < 1) {
      throw new IllegalArgumentException("stft: nFft is %d: expected 1 or more".formatted(nFft));
    }
    return new StftOptions(nFft);
  }

  /** These options with another {@link #hopLength}. */
  public StftOptions withHopLength(int value) {
    return copyWith(o -> o.hopLength = value);
  }

  /** These options with another {@link #winLength}. */
  public StftOptions withWinLength(int value) {
    return copyWith(o -> o.winLength = value);
  }

  /** These options with another {@link #window}. */
  public StftOptions withWindow(@Nullable Tensor value) {
    return copyWith(o -> o.window = value);
  }

  /** These options with another {@link #center}. */
  public StftOptions withCenter(boolean value) {
    return copyWith(o -> o.center = value);
  }

  /** These options with another {@link #padMode}. */
  public StftOptions withPadMode(PaddingMode value) {
    return copyWith(o -> o.padMode = value);
  }

  /** These options with another {@link #normalized}. */
  public StftOptions withNormalized(boolean value) {
    return copyWith(o -> o.normalized = value);
  }

  /** These options with another {@link #onesided}. */
  public StftOptions withOnesided(boolean value) {
    return copyWith(o -> o.onesided = value);
  }

  /** The number of samples of each transform. */
  public int nFft() {
    return nFft;
  }

  /** The number of samples from one transform to the next. */
  public int hopLength() {
    return hopLength == null ? Math.max(1, nFft / 4) : hopLength;
  }

  /** The length of the window, which is padded with zeros on both sides to nFft. */
  public int winLength() {
    return winLength == null ? nFft : winLength;
  }

  /** The window [winLength]; null for ones. */
  public @Nullable Tensor window() {
    return window;
  }

  /** Whether the signal is padded on both sides, so that each transform is centred at its time. */
  public boolean center() {
    return center;
  }

  /** How the signal is padded. */
  public PaddingMode padMode() {
    return padMode;
  }

  /** Whether the transforms are divided by the root of nFft. */
  public boolean normalized() {
    return normalized;
  }

  /** Whether only the first half of each transform is given, whose other half is its mirror. */
  public boolean onesided() {
    return onesided;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("nFft", nFft);
    settings.accept("hopLength", hopLength());
    settings.accept("winLength", winLength());
    settings.accept("window", window);
    settings.accept("center", center);
    settings.accept("padMode", padMode);
    settings.accept("normalized", normalized);
    settings.accept("onesided", onesided);
  }
}
