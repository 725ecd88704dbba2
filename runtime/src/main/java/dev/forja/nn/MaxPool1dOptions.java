package dev.forja.nn;

import dev.forja.spi.Puts;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link MaxPool1d}, by PyTorch's names.
 *
 * @param stride inputs from one window to the next; null for the size of the window
 * @param padding what is added on each side, and never chosen; at most half of the window
 * @param dilation inputs from one element of a window to the next
 * @param ceilMode whether a last window may reach beyond the padding
 */
public record MaxPool1dOptions(
    @Nullable Integer stride, int padding, int dilation, boolean ceilMode) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({"stride = $0", "padding = $1", "dilation = $2", "ceilMode = $3"})
  public MaxPool1dOptions {}

  private static final MaxPool1dOptions DEFAULTS = new MaxPool1dOptions(null, 0, 1, false);

  /** PyTorch's defaults: windows side by side, no padding, no dilation. */
  @Puts({"stride = null", "padding = 0", "dilation = 1", "ceilMode = false"})
  public static MaxPool1dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public MaxPool1dOptions withStride(@Nullable Integer value) {
    return new MaxPool1dOptions(value, padding, dilation, ceilMode);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public MaxPool1dOptions withPadding(int value) {
    return new MaxPool1dOptions(stride, value, dilation, ceilMode);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public MaxPool1dOptions withDilation(int value) {
    return new MaxPool1dOptions(stride, padding, value, ceilMode);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public MaxPool1dOptions withCeilMode(boolean value) {
    return new MaxPool1dOptions(stride, padding, dilation, value);
  }
}
