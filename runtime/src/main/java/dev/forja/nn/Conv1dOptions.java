package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import dev.forja.tensor.PaddingMode;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Conv1d}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class Conv1dOptions extends Options<Conv1dOptions> {
  private static final Conv1dOptions DEFAULTS = new Conv1dOptions();

  private int stride = 1;
  private int padding = 0;
  private boolean samePadding = false;
  private int dilation = 1;
  private int groups = 1;
  private boolean bias = true;
  private PaddingMode paddingMode = PaddingMode.ZEROS;

  private Conv1dOptions() {}

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({"stride = 1", "padding = 0", "samePadding = false", "dilation = 1", "groups = 1"})
  public static Conv1dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public Conv1dOptions withStride(int value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding}, and so without {@link #samePadding}. */
  @Puts({"padding = $0", "samePadding = false"})
  public Conv1dOptions withPadding(int value) {
    return copyWith(
        o -> {
          o.padding = value;
          o.samePadding = false;
        });
  }

  /** These options with {@link #samePadding}: PyTorch's {@code padding='same'}. */
  @Puts("samePadding = true")
  public Conv1dOptions withSamePadding() {
    return copyWith(o -> o.samePadding = true);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public Conv1dOptions withDilation(int value) {
    return copyWith(o -> o.dilation = value);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public Conv1dOptions withGroups(int value) {
    return copyWith(o -> o.groups = value);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public Conv1dOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #paddingMode}. */
  @Puts("paddingMode = $0")
  public Conv1dOptions withPaddingMode(PaddingMode value) {
    return copyWith(o -> o.paddingMode = value);
  }

  /** The distance between neighbouring windows, in inputs. */
  @ShapeRule("stride")
  public int stride() {
    return stride;
  }

  /** The number of places added on each side. */
  @ShapeRule("padding")
  public int padding() {
    return padding;
  }

  /**
   * Whether to pad so that the output is as long as the input, instead of by {@code padding}; if
   * the total is odd, the extra place is at the end.
   */
  @ShapeRule("samePadding")
  public boolean samePadding() {
    return samePadding;
  }

  /** The distance between neighbouring kernel elements, in inputs. */
  @ShapeRule("dilation")
  public int dilation() {
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
