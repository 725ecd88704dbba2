package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link AvgPool2d}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class AvgPool2dOptions extends Options<AvgPool2dOptions> {
  private static final AvgPool2dOptions DEFAULTS = new AvgPool2dOptions();

  private @Nullable Size2d stride = null;
  private Size2d padding = Size2d.of(0);
  private boolean ceilMode = false;
  private boolean countIncludePad = true;
  private @Nullable Integer divisorOverride = null;

  private AvgPool2dOptions() {}

  /** PyTorch's defaults: adjacent windows, no padding. */
  @Puts({"stride = null", "padding = {height = 0, width = 0}", "ceilMode = false"})
  public static AvgPool2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in both directions. */
  @Puts("stride = {height = $0, width = $0}")
  public AvgPool2dOptions withStride(int value) {
    return withStride(Size2d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public AvgPool2dOptions withStride(@Nullable Size2d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding} in both directions. */
  @Puts("padding = {height = $0, width = $0}")
  public AvgPool2dOptions withPadding(int value) {
    return withPadding(Size2d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public AvgPool2dOptions withPadding(Size2d value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public AvgPool2dOptions withCeilMode(boolean value) {
    return copyWith(o -> o.ceilMode = value);
  }

  /** These options with another {@link #countIncludePad}. */
  @Puts("countIncludePad = $0")
  public AvgPool2dOptions withCountIncludePad(boolean value) {
    return copyWith(o -> o.countIncludePad = value);
  }

  /** These options with another {@link #divisorOverride}. */
  @Puts("divisorOverride = $0")
  public AvgPool2dOptions withDivisorOverride(@Nullable Integer value) {
    return copyWith(o -> o.divisorOverride = value);
  }

  /** The distance between neighbouring windows, in inputs; null for the size of the window. */
  @ShapeRule("stride")
  public @Nullable Size2d stride() {
    return stride;
  }

  /** The number of zeros on each side, at most half of the window. */
  @ShapeRule("padding")
  public Size2d padding() {
    return padding;
  }

  /** Whether a last window may extend beyond the padding. */
  @ShapeRule("ceilMode")
  public boolean ceilMode() {
    return ceilMode;
  }

  /** Whether padding counts in the mean. */
  @ShapeRule("countIncludePad")
  public boolean countIncludePad() {
    return countIncludePad;
  }

  /** The number to divide each sum by instead of the count; null for the count. */
  @ShapeRule("divisorOverride")
  public @Nullable Integer divisorOverride() {
    return divisorOverride;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("stride", stride);
    settings.accept("padding", padding);
    settings.accept("ceilMode", ceilMode);
    settings.accept("countIncludePad", countIncludePad);
    settings.accept("divisorOverride", divisorOverride);
  }
}
