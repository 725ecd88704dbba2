package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import dev.forja.tensor.PaddingMode;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Conv2d}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class Conv2dOptions extends Options<Conv2dOptions> {
  private static final Conv2dOptions DEFAULTS = new Conv2dOptions();

  private Size2d stride = Size2d.of(1);
  private Size2d padding = Size2d.of(0);
  private boolean samePadding = false;
  private Size2d dilation = Size2d.of(1);
  private int groups = 1;
  private boolean bias = true;
  private PaddingMode paddingMode = PaddingMode.ZEROS;

  private Conv2dOptions() {}

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({
    "stride = {height = 1, width = 1}",
    "padding = {height = 0, width = 0}",
    "samePadding = false",
    "dilation = {height = 1, width = 1}",
    "groups = 1"
  })
  public static Conv2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in both directions. */
  @Puts("stride = {height = $0, width = $0}")
  public Conv2dOptions withStride(int value) {
    return withStride(Size2d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public Conv2dOptions withStride(Size2d value) {
    return copyWith(o -> o.stride = value);
  }

  /** As {@link #withPadding(Size2d)}, with the same padding in both directions. */
  @Puts({"padding = {height = $0, width = $0}", "samePadding = false"})
  public Conv2dOptions withPadding(int value) {
    return withPadding(Size2d.of(value));
  }

  /** These options with another {@link #padding}, and so without {@link #samePadding}. */
  @Puts({"padding = $0", "samePadding = false"})
  public Conv2dOptions withPadding(Size2d value) {
    return copyWith(
        o -> {
          o.padding = value;
          o.samePadding = false;
        });
  }

  /** These options with {@link #samePadding}: PyTorch's {@code padding='same'}. */
  @Puts("samePadding = true")
  public Conv2dOptions withSamePadding() {
    return copyWith(o -> o.samePadding = true);
  }

  /** These options with another {@link #dilation} in both directions. */
  @Puts("dilation = {height = $0, width = $0}")
  public Conv2dOptions withDilation(int value) {
    return withDilation(Size2d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public Conv2dOptions withDilation(Size2d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another number of {@link #groups}. */
  @Puts("groups = $0")
  public Conv2dOptions withGroups(int value) {
    return copyWith(o -> o.groups = value);
  }

  /** These options with or without a {@link #bias}. */
  @Puts("bias = $0")
  public Conv2dOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #paddingMode}. */
  @Puts("paddingMode = $0")
  public Conv2dOptions withPaddingMode(PaddingMode value) {
    return copyWith(o -> o.paddingMode = value);
  }

  /** The distance between neighbouring windows, in inputs. */
  @ShapeRule("stride")
  public Size2d stride() {
    return stride;
  }

  /** The number of places added on each side. */
  @ShapeRule("padding")
  public Size2d padding() {
    return padding;
  }

  /**
   * Whether to pad so that the output is as large as the input, instead of by {@code padding}; if
   * the total is odd, the extra place is at the bottom or at the right.
   */
  @ShapeRule("samePadding")
  public boolean samePadding() {
    return samePadding;
  }

  /** The distance between neighbouring kernel elements, in inputs. */
  @ShapeRule("dilation")
  public Size2d dilation() {
    return dilation;
  }

  /** The number of independent groups that the channels are divided into. */
  @ShapeRule("groups")
  public int groups() {
    return groups;
  }

  /** Whether there is a bias. */
  @ShapeRule("bias")
  public boolean bias() {
    return bias;
  }

  /** The kind of values used as padding. */
  @ShapeRule("paddingMode")
  public PaddingMode paddingMode() {
    return paddingMode;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("stride", stride);
    settings.accept("padding", padding);
    settings.accept("samePadding", samePadding);
    settings.accept("dilation", dilation);
    settings.accept("groups", groups);
    settings.accept("bias", bias);
    settings.accept("paddingMode", paddingMode);
  }
}
