package dev.forja.nn;

import dev.forja.spi.Puts;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link MaxPool2d}, by PyTorch's names.
 *
 * @param stride inputs from one window to the next; null for the size of the window
 * @param padding what is added on each side, and never chosen; at most half of the window
 * @param dilation inputs from one element of a window to the next
 * @param ceilMode whether a last window may reach beyond the padding
 */
public record MaxPool2dOptions(
    @Nullable Size2d stride, Size2d padding, Size2d dilation, boolean ceilMode) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({"stride = $0", "padding = $1", "dilation = $2", "ceilMode = $3"})
  public MaxPool2dOptions {}

  private static final MaxPool2dOptions DEFAULTS =
      new MaxPool2dOptions(null, Size2d.of(0), Size2d.of(1), false);

  /** PyTorch's defaults: windows side by side, no padding, no dilation. */
  @Puts({
    "stride = null",
    "padding = {height = 0, width = 0}",
    "dilation = {height = 1, width = 1}",
    "ceilMode = false"
  })
  public static MaxPool2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public MaxPool2dOptions withStride(@Nullable Size2d value) {
    return new MaxPool2dOptions(value, padding, dilation, ceilMode);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public MaxPool2dOptions withPadding(Size2d value) {
    return new MaxPool2dOptions(stride, value, dilation, ceilMode);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public MaxPool2dOptions withDilation(Size2d value) {
    return new MaxPool2dOptions(stride, padding, value, ceilMode);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public MaxPool2dOptions withCeilMode(boolean value) {
    return new MaxPool2dOptions(stride, padding, dilation, value);
  }
}
