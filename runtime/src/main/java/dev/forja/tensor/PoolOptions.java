package dev.forja.tensor;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a pooling in one, two or three dimensions, under PyTorch's names. One dimension
 * uses the width of each size, two its height and width. Poolings heed only what PyTorch's have:
 * dilation is for maxima, the last two options for means. Immutable and therefore thread-safe.
 */
public final class PoolOptions extends Options<PoolOptions> {
  private static final PoolOptions DEFAULTS = new PoolOptions();

  private Size3d kernelSize = Size3d.of(1);
  private @Nullable Size3d stride = null;
  private Size3d padding = Size3d.of(0);
  private Size3d dilation = Size3d.of(1);
  private boolean ceilMode = false;
  private boolean countIncludePad = true;
  private @Nullable Integer divisorOverride = null;

  private PoolOptions() {}

  /**
   * Windows with as many elements in all directions, adjacent to each other: PyTorch's defaults.
   */
  @Puts({
    "kernelSize = {depth = $0, height = $0, width = $0}",
    "stride = null",
    "padding = {depth = 0, height = 0, width = 0}",
    "dilation = {depth = 1, height = 1, width = 1}",
    "ceilMode = false"
  })
  public static PoolOptions of(int kernelSize) {
    return of(Size3d.of(kernelSize));
  }

  /** Adjacent windows of this size: PyTorch's defaults. */
  @Puts({
    "kernelSize = $0",
    "stride = null",
    "padding = {depth = 0, height = 0, width = 0}",
    "dilation = {depth = 1, height = 1, width = 1}",
    "ceilMode = false"
  })
  public static PoolOptions of(Size3d kernelSize) {
    return DEFAULTS.copyWith(o -> o.kernelSize = kernelSize);
  }

  /** These options with another {@link #stride} in all directions. */
  @Puts("stride = {depth = $0, height = $0, width = $0}")
  public PoolOptions withStride(int value) {
    return withStride(Size3d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public PoolOptions withStride(@Nullable Size3d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding} in all directions. */
  @Puts("padding = {depth = $0, height = $0, width = $0}")
  public PoolOptions withPadding(int value) {
    return withPadding(Size3d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public PoolOptions withPadding(Size3d value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #dilation} in all directions. */
  @Puts("dilation = {depth = $0, height = $0, width = $0}")
  public PoolOptions withDilation(int value) {
    return withDilation(Size3d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public PoolOptions withDilation(Size3d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another {@link #ceilMode}. */
  @Puts("ceilMode = $0")
  public PoolOptions withCeilMode(boolean value) {
    return copyWith(o -> o.ceilMode = value);
  }

  /** These options with another {@link #countIncludePad}. */
  @Puts("countIncludePad = $0")
  public PoolOptions withCountIncludePad(boolean value) {
    return copyWith(o -> o.countIncludePad = value);
  }

  /** These options with another {@link #divisorOverride}. */
  @Puts("divisorOverride = $0")
  public PoolOptions withDivisorOverride(@Nullable Integer value) {
    return copyWith(o -> o.divisorOverride = value);
  }

  /** The stride, or the size of the window if there is none. */
  Size3d step() {
    return stride == null ? kernelSize : stride;
  }

  /** The size of a window. */
  @ShapeRule("kernelSize")
  public Size3d kernelSize() {
    return kernelSize;
  }

  /** The distance between neighbouring windows, in inputs; null for the size of the window. */
  @ShapeRule("stride")
  public @Nullable Size3d stride() {
    return stride;
  }

  /** The number of places added on each side. */
  @ShapeRule("padding")
  public Size3d padding() {
    return padding;
  }

  /** The distance between neighbouring elements of a window, in inputs. */
  @ShapeRule("dilation")
  public Size3d dilation() {
    return dilation;
  }

  /** Whether a last window may reach beyond the padding. */
  @ShapeRule("ceilMode")
  public boolean ceilMode() {
    return ceilMode;
  }

  /** Whether padding counts in a mean. */
  @ShapeRule("countIncludePad")
  public boolean countIncludePad() {
    return countIncludePad;
  }

  /** The number to divide each sum by, instead of that of its elements; null for none. */
  @ShapeRule("divisorOverride")
  public @Nullable Integer divisorOverride() {
    return divisorOverride;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("kernelSize", kernelSize);
    settings.accept("stride", stride);
    settings.accept("padding", padding);
    settings.accept("dilation", dilation);
    settings.accept("ceilMode", ceilMode);
    settings.accept("countIncludePad", countIncludePad);
    settings.accept("divisorOverride", divisorOverride);
  }
}
