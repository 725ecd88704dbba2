package dev.forja.tensor;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a transposed convolution in one, two or three dimensions, under PyTorch's names.
 * One dimension uses the width of each size, two its height and width. Immutable and therefore
 * thread-safe.
 */
public final class ConvTransposeOptions extends Options<ConvTransposeOptions> {
  private static final ConvTransposeOptions DEFAULTS = new ConvTransposeOptions();

  private Size3d stride = Size3d.of(1);
  private Size3d padding = Size3d.of(0);
  private Size3d outputPadding = Size3d.of(0);
  private int groups = 1;
  private boolean bias = true;
  private Size3d dilation = Size3d.of(1);

  private ConvTransposeOptions() {}

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({
    "stride = {depth = 1, height = 1, width = 1}",
    "padding = {depth = 0, height = 0, width = 0}",
    "outputPadding = {depth = 0, height = 0, width = 0}",
    "groups = 1",
    "bias = true",
    "dilation = {depth = 1, height = 1, width = 1}"
  })
  public static ConvTransposeOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in all directions. */
  @Puts("stride = {depth = $0, height = $0, width = $0}")
  public ConvTransposeOptions withStride(int value) {
    return withStride(Size3d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public ConvTransposeOptions withStride(Size3d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding} in all directions. */
  @Puts("padding = {depth = $0, height = $0, width = $0}")
  public ConvTransposeOptions withPadding(int value) {
    return withPadding(Size3d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public ConvTransposeOptions withPadding(Size3d value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #outputPadding} in all directions. */
  @Puts("outputPadding = {depth = $0, height = $0, width = $0}")
  public ConvTransposeOptions withOutputPadding(int value) {
    return withOutputPadding(Size3d.of(value));
  }

  /** These options with another {@link #outputPadding}. */
  @Puts("outputPadding = $0")
  public ConvTransposeOptions withOutputPadding(Size3d value) {
    return copyWith(o -> o.outputPadding = value);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public ConvTransposeOptions withGroups(int value) {
    return copyWith(o -> o.groups = value);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public ConvTransposeOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #dilation} in all directions. */
  @Puts("dilation = {depth = $0, height = $0, width = $0}")
  public ConvTransposeOptions withDilation(int value) {
    return withDilation(Size3d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public ConvTransposeOptions withDilation(Size3d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** The distance between the outputs of neighbouring inputs. */
  @ShapeRule("stride")
  public Size3d stride() {
    return stride;
  }

  /** The number of places that are cut off on each side of the output. */
  @ShapeRule("padding")
  public Size3d padding() {
    return padding;
  }

  /** The number of places that are added at the end of the output. */
  @ShapeRule("outputPadding")
  public Size3d outputPadding() {
    return outputPadding;
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

  /** The distance between neighbouring kernel elements, in outputs. */
  @ShapeRule("dilation")
  public Size3d dilation() {
    return dilation;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("stride", stride);
    settings.accept("padding", padding);
    settings.accept("outputPadding", outputPadding);
    settings.accept("groups", groups);
    settings.accept("bias", bias);
    settings.accept("dilation", dilation);
  }
}
