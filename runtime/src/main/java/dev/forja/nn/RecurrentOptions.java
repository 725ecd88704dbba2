package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link RNN}, {@link LSTM} and {@link GRU}, under PyTorch's names. Immutable and
 * therefore thread-safe.
 */
public final class RecurrentOptions extends Options<RecurrentOptions> {
  private static final RecurrentOptions DEFAULTS = new RecurrentOptions();

  private int numLayers = 1;
  private boolean bias = true;
  private boolean batchFirst = false;
  private double dropout = 0;
  private boolean bidirectional = false;

  private RecurrentOptions() {}

  /** PyTorch's defaults: one layer, biases, the sequence dimension first, one direction. */
  @Puts({"numLayers = 1", "bidirectional = false", "batchFirst = false"})
  public static RecurrentOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #numLayers}. */
  @Puts("numLayers = $0")
  public RecurrentOptions withNumLayers(int value) {
    return copyWith(o -> o.numLayers = value);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public RecurrentOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #batchFirst}. */
  @Puts("batchFirst = $0")
  public RecurrentOptions withBatchFirst(boolean value) {
    return copyWith(o -> o.batchFirst = value);
  }

  /** These options with another {@link #dropout}. */
  @Puts("dropout = $0")
  public RecurrentOptions withDropout(double value) {
    return copyWith(o -> o.dropout = value);
  }

  /** These options with another {@link #bidirectional}. */
  @Puts("bidirectional = $0")
  public RecurrentOptions withBidirectional(boolean value) {
    return copyWith(o -> o.bidirectional = value);
  }

  /** The number of layers. */
  @ShapeRule("numLayers")
  public int numLayers() {
    return numLayers;
  }

  /** Whether there are biases. */
  @ShapeRule("bias")
  public boolean bias() {
    return bias;
  }

  /** Whether sequences are [n, l, e] instead of [l, n, e]. */
  @ShapeRule("batchFirst")
  public boolean batchFirst() {
    return batchFirst;
  }

  /** The probability with which an element between two layers is dropped in training. */
  @ShapeRule("dropout")
  public double dropout() {
    return dropout;
  }

  /** Whether there is a second pass from the end to the start. */
  @ShapeRule("bidirectional")
  public boolean bidirectional() {
    return bidirectional;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("numLayers", numLayers);
    settings.accept("bias", bias);
    settings.accept("batchFirst", batchFirst);
    settings.accept("dropout", dropout);
    settings.accept("bidirectional", bidirectional);
  }
}
