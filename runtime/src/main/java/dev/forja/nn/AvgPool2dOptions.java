package dev.forja.nn;

import dev.forja.spi.Puts;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link AvgPool2d}, by PyTorch's names.
 *
 * @param stride inputs from one window to the next; null for the size of the window
 * @param padding zeros on each side, at most half of the window
 * @param ceilMode whether a last window may reach beyond the padding
 * @param countIncludePad whether padding counts in the mean
 * @param divisorOverride what to divide each sum by instead of the count; null for the count
 */
public record AvgPool2dOptions(
    @Nullable Size2d stride,
    Size2d padding,
    boolean ceilMode,
    boolean countIncludePad,
    @Nullable Integer divisorOverride) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({
    "stride = $0",
    "padding = $1",
    "ceilMode = $2",
    "countIncludePad = $3",
    "divisorOverride = $4"
  })
  public AvgPool2dOptions {}

  private static final AvgPool2dOptions DEFAULTS =
      new AvgPool2dOptions(null, Size2d.of(0), false, true, null);

  /** PyTorch's defaults: windows side by side, no padding. */
  @Puts({"stride = null", "padding = {height = 0, width = 0}", "ceilMode = false"})
  public static AvgPool2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public AvgPool2dOptions withStride(@Nullable Size2d value) {
    return new AvgPool2dOptions(value, padding, ceilMode, countIncludePad, divisorOverride);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public AvgPool2dOptions withPadding(Size2d value) {
    return new AvgPool2dOptions(stride, value, ceilMode, countIncludePad, divisorOverride);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public AvgPool2dOptions withCeilMode(boolean value) {
    return new AvgPool2dOptions(stride, padding, value, countIncludePad, divisorOverride);
  }

  /** These options with another {@link #countIncludePad}. */
  @Puts("countIncludePad = $0")
  public AvgPool2dOptions withCountIncludePad(boolean value) {
    return new AvgPool2dOptions(stride, padding, ceilMode, value, divisorOverride);
  }

  /** These options with another {@link #divisorOverride}. */
  @Puts("divisorOverride = $0")
  public AvgPool2dOptions withDivisorOverride(@Nullable Integer value) {
    return new AvgPool2dOptions(stride, padding, ceilMode, countIncludePad, value);
  }
}
