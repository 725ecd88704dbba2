package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.op.EmbeddingOp;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * Looks up rows of a table by ids, as {@code torch.nn.Embedding}. The table is initialised from the
 * standard normal distribution, and the row of the padding index with zeros; that row gets no
 * gradient. If there is a maximum norm, rows are scaled down to it before they are read: in
 * training in the table itself, as in PyTorch; in evaluation, if the table is frozen, or if another
 * tensor replaces it, only in the result.
 *
 * <p>Shapes: ids (int64 or int32) [..], weight [numEmbeddings, embeddingDim], y [.., embeddingDim].
 */
final class EmbeddingLayer {
  final int numEmbeddings;
  final int embeddingDim;

  /** The table, [numEmbeddings, embeddingDim]. */
  @ShapeRule("[numEmbeddings, embeddingDim]")
  final Parameter weight;

  private final EmbeddingOptions options;

  /** Creates a table in which every row is trained. */
  @Puts({"numEmbeddings = $0", "embeddingDim = $1"})
  public EmbeddingLayer(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, EmbeddingOptions.defaults());
  }

  /** Creates a table with a row that is not trained; a negative index counts from the end. */
  @Puts({"numEmbeddings = $0", "embeddingDim = $1"})
  public EmbeddingLayer(int numEmbeddings, int embeddingDim, int paddingIdx) {
    this(numEmbeddings, embeddingDim, EmbeddingOptions.defaults().withPaddingIdx(paddingIdx));
  }

  /** Creates a table with these options. */
  @Puts({"numEmbeddings = $0", "embeddingDim = $1"})
  public EmbeddingLayer(int numEmbeddings, int embeddingDim, EmbeddingOptions options) {
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.options = EmbeddingTable.resolve(options, numEmbeddings);
    this.weight = EmbeddingTable.draw(numEmbeddings, embeddingDim, this.options);
  }

  /**
   * A table that exists already, such as one that another layer uses too: {@code from_pretrained}
   * in PyTorch, which freezes the table unless told otherwise; here {@code weight} decides by
   * {@link Parameter#requiresGrad}. The layer uses the parameter itself, not a copy.
   *
   * @param weight [numEmbeddings, embeddingDim]; its padding row keeps its values
   * @throws IllegalArgumentException if it has another number of dimensions
   */
  @Puts({"numEmbeddings = size($0, 0)", "embeddingDim = size($0, 1)"})
  public EmbeddingLayer(Parameter weight, EmbeddingOptions options) {
    int[] shape = GivenParameters.shape("Embedding", weight, "numEmbeddings", "embeddingDim");
    this.numEmbeddings = shape[0];
    this.embeddingDim = shape[1];
    this.options = EmbeddingTable.resolve(options, numEmbeddings);
    this.weight = weight;
  }

  @Forward(invoker = "Embedding")
  @ShapeRule("embedding([numEmbeddings, embeddingDim], $0)")
  Tensor forward(Tensor ids, CallContext context) {
    EmbeddingTable.Rows rows = EmbeddingTable.rows(weight, ids, options, context.training());
    EmbeddingOp op = new EmbeddingOp(rows.padding(), options.scaleGradByFreq());
    return Tensor.apply(op, rows.table(), rows.ids());
  }

  String extraRepr() {
    return numEmbeddings + ", " + embeddingDim + options.text();
  }
}
