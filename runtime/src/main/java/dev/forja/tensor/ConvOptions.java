package dev.forja.tensor;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a convolution in one, two or three dimensions, under PyTorch's names. One
 * dimension uses the width of each size, two its height and width. Immutable and therefore
 * thread-safe.
 */
public final class ConvOptions extends Options<ConvOptions> {
  private static final ConvOptions DEFAULTS = new ConvOptions();

  private Size3d stride = Size3d.of(1);
  private Size3d padding = Size3d.of(0);
  private boolean samePadding = false;
  private Size3d dilation = Size3d.of(1);
  private int groups = 1;
  private boolean bias = true;
  private PaddingMode paddingMode = PaddingMode.ZEROS;

  private ConvOptions() {}

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({
    "stride = {depth = 1, height = 1, width = 1}",
    "padding = {depth = 0, height = 0, width = 0}",
    "samePadding = false",
    "dilation = {depth = 1, height = 1, width = 1}",
    "groups = 1",
    "bias = true"
  })
  public static ConvOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in all directions. */
  @Puts("stride = {depth = $0, height = $0, width = $0}")
  public ConvOptions withStride(int value) {
    return withStride(Size3d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public ConvOptions withStride(Size3d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #dilation} in all directions. */
  @Puts("dilation = {depth = $0, height = $0, width = $0}")
  public ConvOptions withDilation(int value) {
    return withDilation(Size3d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public ConvOptions withDilation(Size3d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public ConvOptions withGroups(int value) {
    return copyWith(o -> o.groups = value);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public ConvOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #paddingMode}. */
  @Puts("paddingMode = $0")
  public ConvOptions withPaddingMode(PaddingMode value) {
    return copyWith(o -> o.paddingMode = value);
  }

  /**
   * These options with another {@link #padding} in all directions, and so without {@link
   * #samePadding}.
   */
  @Puts({"padding = {depth = $0, height = $0, width = $0}", "samePadding = false"})
  public ConvOptions withPadding(int value) {
    return withPadding(Size3d.of(value));
  }

  /** These options with another {@link #padding}, and so without {@link #samePadding}. */
  @Puts({"padding = $0", "samePadding = false"})
  public ConvOptions withPadding(Size3d value) {
    return copyWith(
        o -> {
          o.padding = value;
          o.samePadding = false;
        });
  }

  /** These options with {@link #samePadding}: PyTorch's {@code padding='same'}. */
  @Puts("samePadding = true")
  public ConvOptions withSamePadding() {
    return copyWith(o -> o.samePadding = true);
  }

  /** The distance between neighbouring windows, in inputs. */
  @ShapeRule("stride")
  public Size3d stride() {
    return stride;
  }

  /** The number of places added on each side. */
  @ShapeRule("padding")
  public Size3d padding() {
    return padding;
  }

  /**
   * Whether to pad so that the output is as large as the input, instead of by {@code padding}; if
   * the total is odd, the extra place is at the end.
   */
  @ShapeRule("samePadding")
  public boolean samePadding() {
    return samePadding;
  }

  /** The distance between neighbouring kernel elements, in inputs. */
  @ShapeRule("dilation")
  public Size3d dilation() {
    return dilation;
  }

  /** The number of independent groups that the channels are divided into. */
  @ShapeRule("groups")
  public int groups() {
    return groups;
  }

  /** Whether a layer has a bias. */
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
