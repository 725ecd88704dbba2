package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.EmbeddingBagOp;
import dev.forja.op.EmbeddingOp;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sum or mean of the table's rows that bags of ids name, as {@code torch.nn.EmbeddingBag}. The
 * table starts as that of {@link Embedding}. The padding index counts nowhere.
 *
 * <p>Shapes: ids (int64) [bags, length], or [n] with offsets [bags] that say where each bag begins;
 * weights, for sums only, as the ids; weight [numEmbeddings, embeddingDim], y [bags, embeddingDim].
 */
final class EmbeddingBagLayer {
  final int numEmbeddings;
  final int embeddingDim;

  /** The table, [numEmbeddings, embeddingDim]. */
  final Parameter weight;

  private final BagMode mode;
  private final @Nullable Integer paddingIdx;

  /** Means, with every row trained. */
  public EmbeddingBagLayer(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, BagMode.MEAN, null);
  }

  /** Sums or means, with a row that does not count; null for none. */
  public EmbeddingBagLayer(
      int numEmbeddings, int embeddingDim, BagMode mode, @Nullable Integer paddingIdx) {
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.mode = mode;
    this.paddingIdx = paddingIdx == null ? null : EmbeddingLayer.row(paddingIdx, numEmbeddings);
    this.weight = EmbeddingLayer.table(numEmbeddings, embeddingDim, this.paddingIdx);
  }

  @Forward(invoker = "EmbeddingBag")
  Tensor forward(Tensor input, @Nullable Tensor offsets, @Nullable Tensor perSampleWeights) {
    if ((input.rank() == 2) == (offsets != null)) {
      throw new IllegalArgumentException(
          "EmbeddingBag: ids of rank %d %s offsets: bags are rows [bags, length], or ids [n] with"
                  .formatted(input.rank(), offsets == null ? "without" : "with")
              + " offsets [bags]");
    }
    EmbeddingBagOp op =
        new EmbeddingBagOp(
            mode == BagMode.MEAN, paddingIdx == null ? EmbeddingOp.NO_PADDING : paddingIdx);
    Tensor starts = offsets == null ? starts(input) : offsets;
    Tensor ids = input.flatten();
    return perSampleWeights == null
        ? Tensor.apply(op, weight, ids, starts)
        : Tensor.apply(op, weight, ids, starts, perSampleWeights.flatten());
  }

  private static Tensor starts(Tensor bags) {
    long[] starts = new long[bags.size(0)];
    Arrays.setAll(starts, bag -> (long) bag * bags.size(1));
    return Tensor.ofLongs(starts);
  }

  String extraRepr() {
    String text =
        "%d, %d, mode='%s'"
            .formatted(numEmbeddings, embeddingDim, mode == BagMode.MEAN ? "mean" : "sum");
    return paddingIdx == null ? text : text + ", padding_idx=" + paddingIdx;
  }
}
