package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.array.DType;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code concat(head_1, .., head_h) Wo + bo} with {@code head_i = softmax(q k^T / sqrt(d) + mask)
 * v}, as {@code torch.nn.MultiheadAttention}: q, k and v are projections of query, key and value,
 * split into heads of {@code d = embedDim / numHeads}. Input weights are initialised with Xavier's
 * uniform distribution, biases with 0.
 *
 * <p>Shapes: query [l, n, embedDim], key [s, n, kdim], value [s, n, vdim], or with n first if
 * {@code batchFirst} is set, or without n; the output has the shape of the query. Two masks hide
 * keys, and either may be null: keyPaddingMask [n, s] hides keys from all queries, attnMask [l, s]
 * or [n * heads, l, s] from each query individually. A bool mask hides where it is true; a float32
 * mask is added to the scores.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class MultiheadAttentionLayer {
  final int embedDim;
  final int numHeads;

  /**
   * The projections of query, key and value, [3 * embedDim, embedDim]; null if the widths differ.
   */
  @Named("in_proj_weight")
  @ShapeRule("[3 * embedDim, embedDim]")
  final @Nullable Parameter inProjWeight;

  /** The projection of queries if the widths differ, [embedDim, embedDim]. */
  @Named("q_proj_weight")
  @ShapeRule("[embedDim, embedDim]")
  final @Nullable Parameter queryWeight;

  /** The projection of keys if the widths differ, [embedDim, kdim]. */
  @Named("k_proj_weight")
  @ShapeRule("[embedDim, null]")
  final @Nullable Parameter keyWeight;

  /** The projection of values if the widths differ, [embedDim, vdim]. */
  @Named("v_proj_weight")
  @ShapeRule("[embedDim, null]")
  final @Nullable Parameter valueWeight;

  /** The biases of the three projections, [3 * embedDim]; null if there are none. */
  @Named("in_proj_bias")
  @ShapeRule("[3 * embedDim]")
  final @Nullable Parameter inProjBias;

  /** The additional learned key, [1, 1, embedDim]; null if there is none. */
  @Named("bias_k")
  @ShapeRule("[1, 1, embedDim]")
  final @Nullable Parameter biasK;

  /** The additional learned value, [1, 1, embedDim]; null if there is none. */
  @Named("bias_v")
  @ShapeRule("[1, 1, embedDim]")
  final @Nullable Parameter biasV;

  /** The projection of the joined heads. */
  @Named("out_proj")
  final Linear outProj;

  private final AttentionOptions options;

  /** Creates the layer with the default options. */
  public MultiheadAttentionLayer(int embedDim, int numHeads) {
    this(embedDim, numHeads, AttentionOptions.defaults());
  }

  /** Creates the layer with these options. */
  public MultiheadAttentionLayer(int embedDim, int numHeads, AttentionOptions options) {
    if (numHeads < 1 || embedDim % numHeads != 0) {
      throw new IllegalArgumentException(
          "MultiheadAttention: embedDim %d must be a multiple of numHeads %d"
              .formatted(embedDim, numHeads));
    }
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.options = options;
    int kdim = options.kdim() == null ? embedDim : options.kdim();
    int vdim = options.vdim() == null ? embedDim : options.vdim();
    boolean packed = kdim == embedDim && vdim == embedDim;
    this.inProjWeight = packed ? weight(3 * embedDim, embedDim) : null;
    this.queryWeight = packed ? null : weight(embedDim, embedDim);
    this.keyWeight = packed ? null : weight(embedDim, kdim);
    this.valueWeight = packed ? null : weight(embedDim, vdim);
    this.inProjBias = options.bias() ? Parameter.zeros(3 * embedDim) : null;
    boolean more = options.addBiasKv();
    this.biasK = more ? Init.xavierNormal(Parameter.zeros(1, 1, embedDim), 1) : null;
    this.biasV = more ? Init.xavierNormal(Parameter.zeros(1, 1, embedDim), 1) : null;
    this.outProj = Linear.of(embedDim, embedDim, options.bias());
    Parameter outBias = outProj.bias();
    if (outBias != null) {
      Init.zeros(outBias);
    }
  }

  private static Parameter weight(int out, int in) {
    return Init.xavierUniform(Parameter.zeros(out, in), 1);
  }

  @Forward(invoker = "MultiheadAttention")
  @ShapeRule("{output = ends($0, (embedDim,)), weights = unknown}")
  AttentionOutput forward(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor keyPaddingMask,
      @Nullable Tensor attnMask,
      AttentionCall call,
      CallContext context) {
    boolean single = query.rank() == 2;
    boolean swap = single || !options.batchFirst();
    List<Tensor> parts =
        query == key && key == value && inProjWeight != null
            ? projectOnce(query, single)
            : List.of(
                project(query, queryWeight, 0, single),
                project(key, keyWeight, 1, single),
                project(value, valueWeight, 2, single));
    Tensor q = heads(parts.get(0), swap);
    Tensor k = extended(heads(parts.get(1), swap), biasK);
    Tensor v = extended(heads(parts.get(2), swap), biasV);
    Tensor mask = mask(keyPaddingMask, attnMask, call.isCausal(), q, k);
    double dropout = context.training() ? options.dropout() : 0;
    Tensor weights = null;
    Tensor mixed;
    if (call.needWeights() || dropout > 0) {
      Tensor scores = q.mul(1 / Math.sqrt(q.size(-1))).matmul(k.transpose(-2, -1));
      Tensor seen = mask == null ? scores : scores.add(mask);
      weights = mask == null || call.needWeights() ? seen.softmax(-1) : softmax(seen);
      weights = dropout > 0 ? weights.dropout(dropout, context.random()) : weights;
      mixed = weights.matmul(v);
    } else {
      mixed = q.scaledDotProductAttention(k, v, mask);
    }
    Tensor joined = swap ? mixed.permute(2, 0, 1, 3) : mixed.transpose(1, 2);
    Tensor output = outProj.call(joined.flatten(2, 3));
    return new AttentionOutput(
        single ? output.squeeze(1) : output,
        weights == null || !call.needWeights() ? null : shown(weights, call, single));
  }

  /**
   * The softmax of each row; as in the fused attention, zeros for a row without visible keys. If
   * the weights are requested, they are NaN there, and so is the output, as in PyTorch.
   */
  private static Tensor softmax(Tensor scores) {
    Tensor blind = scores.detach().amax(new int[] {-1}, true).eq(Double.NEGATIVE_INFINITY);
    return scores.maskedFill(blind, 0).softmax(-1).maskedFill(blind, 0);
  }

  private static Tensor shown(Tensor weights, AttentionCall call, boolean single) {
    Tensor shown = call.averageAttnWeights() ? weights.mean(1) : weights;
    return single ? shown.squeeze(0) : shown;
  }

  /** The three projections of one sequence, in one product: [.., heads, width] each. */
  private List<Tensor> projectOnce(Tensor input, boolean single) {
    Tensor whole = single ? input.unsqueeze(1) : input;
    return cut(whole.linear(Objects.requireNonNull(inProjWeight), inProjBias), 3).unbind(2);
  }

  private Tensor project(Tensor input, @Nullable Parameter own, int part, boolean single) {
    Tensor whole = single ? input.unsqueeze(1) : input;
    int from = part * embedDim;
    Tensor bias = inProjBias == null ? null : inProjBias.slice(0, from, from + embedDim);
    Tensor weight =
        inProjWeight == null
            ? Objects.requireNonNull(own)
            : inProjWeight.slice(0, from, from + embedDim);
    return cut(whole.linear(weight, bias), 1).squeeze(2);
  }

  /** [a, b, parts * embedDim] as [a, b, parts, heads, embedDim / heads]. */
  private Tensor cut(Tensor projected, int parts) {
    return projected.reshape(
        projected.size(0), projected.size(1), parts, numHeads, embedDim / numHeads);
  }

  /** A view [n, heads, l, width] of [l, n, heads, width], or of [n, l, heads, width]. */
  private static Tensor heads(Tensor part, boolean swap) {
    return swap ? part.permute(1, 2, 0, 3) : part.transpose(1, 2);
  }

  /** [n, heads, s, width] with the learned position and the position of zeros appended. */
  private Tensor extended(Tensor part, @Nullable Parameter learned) {
    int width = embedDim / numHeads;
    Tensor longer = part;
    if (learned != null) {
      Tensor place = learned.reshape(1, numHeads, 1, width);
      longer = Tensor.cat(2, longer, place.expand(part.size(0), numHeads, 1, width));
    }
    return options.addZeroAttn()
        ? Tensor.cat(2, longer, Tensor.zeros(part.size(0), numHeads, 1, width))
        : longer;
  }

  /** The mask to add to the scores [n, heads, l, s]; null if there is none. */
  private @Nullable Tensor mask(
      @Nullable Tensor keyPaddingMask,
      @Nullable Tensor attnMask,
      boolean causal,
      Tensor q,
      Tensor k) {
    int batch = q.size(0);
    int queries = q.size(2);
    int keys = k.size(2);
    int more = (biasK == null ? 0 : 1) + (options.addZeroAttn() ? 1 : 0);
    int[] behind = {0, more};
    Tensor hidden =
        keyPaddingMask == null
            ? null
            : additive(keyPaddingMask).pad(behind, 0).reshape(batch, 1, 1, keys);
    Tensor shut =
        attnMask == null && causal ? Tensor.ones(queries, keys - more).triu(1).gt(0) : attnMask;
    if (shut == null) {
      return hidden;
    }
    Tensor pairs = additive(shut).pad(behind, 0);
    if (shut.rank() == 3) {
      pairs = pairs.reshape(batch, numHeads, queries, keys);
    }
    return hidden == null ? pairs : pairs.add(hidden);
  }

  private static Tensor additive(Tensor mask) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(mask.shape()).maskedFill(mask, Double.NEGATIVE_INFINITY)
        : mask;
  }
}
