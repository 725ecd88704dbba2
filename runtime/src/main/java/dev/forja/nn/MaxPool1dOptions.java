package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link MaxPool1d}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class MaxPool1dOptions extends Options<MaxPool1dOptions> {
  private static final MaxPool1dOptions DEFAULTS = new MaxPool1dOptions();

  private @Nullable Integer stride = null;
  private int padding = 0;
  private int dilation = 1;
  private boolean ceilMode = false;

  private MaxPool1dOptions() {}

  /** PyTorch's defaults: adjacent windows, no padding, no dilation. */
  @Puts({"stride = null", "padding = 0", "dilation = 1", "ceilMode = false"})
  public static MaxPool1dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public MaxPool1dOptions withStride(@Nullable Integer value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public MaxPool1dOptions withPadding(int value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public MaxPool1dOptions withDilation(int value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public MaxPool1dOptions withCeilMode(boolean value) {
    return copyWith(o -> o.ceilMode = value);
  }

  /** The distance between neighbouring windows, in inputs; null for the size of the window. */
  @ShapeRule("stride")
  public @Nullable Integer stride() {
    return stride;
  }

  /** The padding on each side, which is never chosen; at most half of the window. */
  @ShapeRule("padding")
  public int padding() {
    return padding;
  }

  /** The distance between neighbouring elements of a window, in inputs. */
  @ShapeRule("dilation")
  public int dilation() {
    return dilation;
  }

  /** Whether a last window may extend beyond the padding. */
  @ShapeRule("ceilMode")
  public boolean ceilMode() {
    return ceilMode;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("stride", stride);
    settings.accept("padding", padding);
    settings.accept("dilation", dilation);
    settings.accept("ceilMode", ceilMode);
  }
}
