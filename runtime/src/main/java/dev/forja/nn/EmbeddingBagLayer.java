package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.array.Shapes;
import dev.forja.op.EmbeddingBagMaxOp;
import dev.forja.op.EmbeddingBagOp;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For each bag of ids, the sum, mean or maximum of the table's rows with these ids, as {@code
 * torch.nn.EmbeddingBag}. The table is initialised as in {@link Embedding}. The padding index is
 * ignored.
 *
 * <p>Shapes: ids (int64 or int32) [bags, length], or [n] with the offset of each bag, [bags], or
 * [bags + 1] if the last offset is included; weights, for sums only, in the shape of the ids;
 * weight [numEmbeddings, embeddingDim], y [bags, embeddingDim].
 */
final class EmbeddingBagLayer {
  final int numEmbeddings;
  final int embeddingDim;

  /** The table, [numEmbeddings, embeddingDim]. */
  @ShapeRule("[numEmbeddings, embeddingDim]")
  final Parameter weight;

  private final EmbeddingBagOptions options;

  /** Creates the layer for means, with every row trained. */
  @Puts({"numEmbeddings = $0", "embeddingDim = $1"})
  public EmbeddingBagLayer(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, EmbeddingBagOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"numEmbeddings = $0", "embeddingDim = $1"})
  public EmbeddingBagLayer(int numEmbeddings, int embeddingDim, EmbeddingBagOptions options) {
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.options = resolve(options, numEmbeddings);
    this.weight = EmbeddingTable.draw(numEmbeddings, embeddingDim, this.options.table());
  }

  /**
   * A table that exists already. The layer uses the parameter itself, not a copy.
   *
   * @param weight [numEmbeddings, embeddingDim]; its padding row keeps its values
   * @throws IllegalArgumentException if it has another number of dimensions
   */
  @Puts({"numEmbeddings = size($0, 0)", "embeddingDim = size($0, 1)"})
  public EmbeddingBagLayer(Parameter weight, EmbeddingBagOptions options) {
    int[] shape = GivenParameters.shape("EmbeddingBag", weight, "numEmbeddings", "embeddingDim");
    this.numEmbeddings = shape[0];
    this.embeddingDim = shape[1];
    this.options = resolve(options, numEmbeddings);
    this.weight = weight;
  }

  private static EmbeddingBagOptions resolve(EmbeddingBagOptions options, int rows) {
    if (options.mode() == EmbeddingBagMode.MAX && options.table().scaleGradByFreq()) {
      throw new IllegalArgumentException(
          "EmbeddingBag: scaleGradByFreq cannot be used with the mode MAX, in which only single"
              + " rows get gradients");
    }
    return options.withTable(EmbeddingTable.resolve(options.table(), rows));
  }

  @Forward(invoker = "EmbeddingBag")
  @ShapeRule("[null, embeddingDim]")
  Tensor forward(
      Tensor input,
      @Nullable Tensor offsets,
      @Nullable Tensor perSampleWeights,
      CallContext context) {
    if ((input.rank() == 2) == (offsets != null)) {
      throw new IllegalArgumentException(
          "EmbeddingBag: ids of rank %d %s offsets: bags are rows [bags, length], or ids [n] with"
                  .formatted(input.rank(), offsets == null ? "without" : "with")
              + " offsets [bags]");
    }
    if (perSampleWeights != null && options.mode() != EmbeddingBagMode.SUM) {
      throw new IllegalArgumentException(
          "EmbeddingBag: perSampleWeights with the mode %s: only sums are weighed"
              .formatted(options.mode()));
    }
    EmbeddingTable.Rows rows =
        EmbeddingTable.rows(weight, input, options.table(), context.training());
    Tensor starts = offsets == null ? starts(input) : EmbeddingTable.wide(offsets);
    Tensor ids = rows.ids().flatten();
    if (offsets != null && options.includeLastOffset()) {
      int bags = starts.size(0) - 1;
      ids = ids.narrow(0, 0, Shapes.size("EmbeddingBag", starts.select(0, bags).itemLong()));
      starts = starts.narrow(0, 0, bags);
    }
    return bags(rows.table(), ids, rows.padding(), starts, perSampleWeights);
  }

  private Tensor bags(
      Tensor table, Tensor ids, long padding, Tensor starts, @Nullable Tensor weights) {
    if (options.mode() == EmbeddingBagMode.MAX) {
      return Tensor.apply(new EmbeddingBagMaxOp(padding), table, ids, starts);
    }
    boolean mean = options.mode() == EmbeddingBagMode.MEAN;
    EmbeddingBagOp op = new EmbeddingBagOp(mean, padding, options.table().scaleGradByFreq());
    return weights == null
        ? Tensor.apply(op, table, ids, starts)
        : Tensor.apply(op, table, ids, starts, weights.flatten().narrow(0, 0, ids.size(0)));
  }

  private static Tensor starts(Tensor bags) {
    long[] starts = new long[bags.size(0)];
    Arrays.setAll(starts, bag -> (long) bag * bags.size(1));
    return Tensor.ofLongs(starts);
  }

  String extraRepr() {
    String text =
        "%d, %d%s, mode='%s'"
            .formatted(
                numEmbeddings,
                embeddingDim,
                options.table().withPaddingIdx(null).text(),
                options.mode().name().toLowerCase(Locale.ROOT));
    Integer padding = options.table().paddingIdx();
    return padding == null ? text : text + ", padding_idx=" + padding;
  }
}
