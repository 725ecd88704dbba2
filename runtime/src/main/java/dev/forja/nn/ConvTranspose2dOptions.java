package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link ConvTranspose2d}, under PyTorch's names. Immutable and therefore
 * thread-safe.
 */
public final class ConvTranspose2dOptions extends Options<ConvTranspose2dOptions> {
  private static final ConvTranspose2dOptions DEFAULTS = new ConvTranspose2dOptions();

  private Size2d stride = Size2d.of(1);
  private Size2d padding = Size2d.of(0);
  private Size2d outputPadding = Size2d.of(0);
  private int groups = 1;
  private boolean bias = true;
  private Size2d dilation = Size2d.of(1);

  private ConvTranspose2dOptions() {}

  /** PyTorch's defaults: stride 1, no padding, one group, a bias, no dilation. */
  @Puts({
    "stride = {height = 1, width = 1}",
    "padding = {height = 0, width = 0}",
    "outputPadding = {height = 0, width = 0}",
    "groups = 1",
    "dilation = {height = 1, width = 1}"
  })
  public static ConvTranspose2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in both directions. */
  @Puts("stride = {height = $0, width = $0}")
  public ConvTranspose2dOptions withStride(int value) {
    return withStride(Size2d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public ConvTranspose2dOptions withStride(Size2d value) {
    return copyWith(o -> o.stride = value);
  }

  /** These options with another {@link #padding} in both directions. */
  @Puts("padding = {height = $0, width = $0}")
  public ConvTranspose2dOptions withPadding(int value) {
    return withPadding(Size2d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public ConvTranspose2dOptions withPadding(Size2d value) {
    return copyWith(o -> o.padding = value);
  }

  /** These options with another {@link #outputPadding} in both directions. */
  @Puts("outputPadding = {height = $0, width = $0}")
  public ConvTranspose2dOptions withOutputPadding(int value) {
    return withOutputPadding(Size2d.of(value));
  }

  /** These options with another {@link #outputPadding}. */
  @Puts("outputPadding = $0")
  public ConvTranspose2dOptions withOutputPadding(Size2d value) {
    return copyWith(o -> o.outputPadding = value);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public ConvTranspose2dOptions withGroups(int value) {
    return copyWith(o -> o.groups = value);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public ConvTranspose2dOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #dilation} in both directions. */
  @Puts("dilation = {height = $0, width = $0}")
  public ConvTranspose2dOptions withDilation(int value) {
    return withDilation(Size2d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public ConvTranspose2dOptions withDilation(Size2d value) {
    return copyWith(o -> o.dilation = value);
  }

  /** The distance between the windows of neighbouring inputs, in outputs. */
  @ShapeRule("stride")
  public Size2d stride() {
    return stride;
  }

  /** The number of places removed from each side of the output. */
  @ShapeRule("padding")
  public Size2d padding() {
    return padding;
  }

  /** The number of places added to the output at the bottom and at the right. */
  @ShapeRule("outputPadding")
  public Size2d outputPadding() {
    return outputPadding;
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

  /** The distance between neighbouring kernel elements, in outputs. */
  @ShapeRule("dilation")
  public Size2d dilation() {
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
