package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link MaxPool2d}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class MaxPool2dOptions extends Options<MaxPool2dOptions> {
  private static final MaxPool2dOptions DEFAULTS = new MaxPool2dOptions();

  private @Nullable Size2d stride = null;
  private Size2d padding = Size2d.of(0);
  private Size2d dilation = Size2d.of(1);
  private boolean ceilMode = false;

  private MaxPool2dOptions() {}

  /** PyTorch's defaults: adjacent windows, no padding, no dilation. */
  @Puts({
    "stride = null",
    "padding = {height = 0, width = 0}",
    "dilation = {height = 1, width = 1}",
    "ceilMode = false"
  })
  public static MaxPool2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in both directions. */
  @Puts("stride = {height = $0, width = $0}")
  public MaxPool2dOptions withStride(int value) {
    return withStride(Size2d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public MaxPool2dOptions withStride(@Nullable Size2d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding} in both directions. */
  @Puts("padding = {height = $0, width = $0}")
  public MaxPool2dOptions withPadding(int value) {
    return withPadding(Size2d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public MaxPool2dOptions withPadding(Size2d value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #dilation} in both directions. */
  @Puts("dilation = {height = $0, width = $0}")
  public MaxPool2dOptions withDilation(int value) {
    return withDilation(Size2d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public MaxPool2dOptions withDilation(Size2d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public MaxPool2dOptions withCeilMode(boolean value) {
    return copyWith(o -> o.ceilMode = value);
  }

  /** The distance between neighbouring windows, in inputs; null for the size of the window. */
  @ShapeRule("stride")
  public @Nullable Size2d stride() {
    return stride;
  }

  /** The padding on each side, which is never chosen; at most half of the window. */
  @ShapeRule("padding")
  public Size2d padding() {
    return padding;
  }

  /** The distance between neighbouring elements of a window, in inputs. */
  @ShapeRule("dilation")
  public Size2d dilation() {
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
