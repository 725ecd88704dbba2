package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.EmbeddingOp;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that ids name, as {@code torch.nn.Embedding}. The table starts as draws from
 * the standard normal distribution, the row of the padding index as zeros; that row gets no
 * gradient.
 *
 * <p>Shapes: ids (int64) [..], weight [numEmbeddings, embeddingDim], y [.., embeddingDim].
 */
final class EmbeddingLayer {
  final int numEmbeddings;
  final int embeddingDim;

  /** The table, [numEmbeddings, embeddingDim]. */
  final Parameter weight;

  private final @Nullable Integer paddingIdx;

  /** A table in which every row is trained. */
  public EmbeddingLayer(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, null);
  }

  /** A table with a row that is not trained; a negative index counts from the end. */
  public EmbeddingLayer(int numEmbeddings, int embeddingDim, @Nullable Integer paddingIdx) {
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = paddingIdx == null ? null : row(paddingIdx, numEmbeddings);
    this.weight = table(numEmbeddings, embeddingDim, this.paddingIdx);
  }

  /** The place of a row that may be counted from the end. */
  static int row(int index, int rows) {
    int row = index < 0 ? index + rows : index;
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException(
          "Embedding: paddingIdx %d lies outside of the table's %d rows".formatted(index, rows));
    }
    return row;
  }

  /** A table of normal draws, with zeros in the padding row. */
  static Parameter table(int rows, int width, @Nullable Integer paddingIdx) {
    Parameter table = Init.normal(Parameter.zeros(rows, width), 0, 1);
    if (paddingIdx != null) {
      InPlace.update(
          table,
          array -> {
            int from = array.offset() + paddingIdx * width;
            Arrays.fill(array.floats(), from, from + width, 0f);
          });
    }
    return table;
  }

  @Forward(invoker = "Embedding")
  Tensor forward(Tensor ids) {
    long padding = paddingIdx == null ? EmbeddingOp.NO_PADDING : paddingIdx;
    return Tensor.apply(new EmbeddingOp(padding), weight, ids);
  }

  String extraRepr() {
    String sizes = numEmbeddings + ", " + embeddingDim;
    return paddingIdx == null ? sizes : sizes + ", padding_idx=" + paddingIdx;
  }
}
