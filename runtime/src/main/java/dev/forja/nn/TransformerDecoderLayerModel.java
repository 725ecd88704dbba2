package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention, attention to a memory, then two linear layers, each with a norm and a residual
 * connection, as {@code torch.nn.TransformerDecoderLayer}: {@code x = norm(x + part(x))} for each
 * of the three parts; with {@code normFirst}, {@code x = x + part(norm(x))}.
 *
 * <p>Shapes: tgt and y [l, n, dModel], memory [s, n, dModel], or with n first if {@code batchFirst}
 * is set, or without n; masks as in {@link MultiheadAttention}.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerDecoderLayerModel {
  /** The attention of the sequence to itself. */
  @Named("self_attn")
  final MultiheadAttention selfAttn;

  /** The attention of the sequence to the memory. */
  @Named("multihead_attn")
  final MultiheadAttention multiheadAttn;

  final Linear linear1;
  final Linear linear2;
  final LayerNorm norm1;
  final LayerNorm norm2;
  final LayerNorm norm3;

  @SuppressWarnings("forja:StateOpen") // a module, or a function without state
  final TensorFunction activation;

  private final double dropout;
  private final boolean normFirst;

  /** Creates the layer with the default options. */
  @Puts("dModel = $0")
  public TransformerDecoderLayerModel(int dModel, int nhead) {
    this(dModel, nhead, TransformerOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts("dModel = $0")
  public TransformerDecoderLayerModel(int dModel, int nhead, TransformerOptions options) {
    this.selfAttn = MultiheadAttention.of(dModel, nhead, options.attention());
    this.multiheadAttn = MultiheadAttention.of(dModel, nhead, options.attention());
    this.linear1 = Linear.of(dModel, options.dimFeedforward(), options.bias());
    this.linear2 = Linear.of(options.dimFeedforward(), dModel, options.bias());
    this.norm1 = options.norm(dModel);
    this.norm2 = options.norm(dModel);
    this.norm3 = options.norm(dModel);
    this.activation = options.activation();
    this.dropout = options.dropout();
    this.normFirst = options.normFirst();
  }

  @Forward(invoker = "TransformerDecoderLayer")
  @ShapeRule("ends($0, (dModel,))")
  Tensor forward(
      Tensor tgt,
      Tensor memory,
      @Nullable Tensor tgtMask,
      @Nullable Tensor memoryMask,
      @Nullable Tensor tgtKeyPaddingMask,
      @Nullable Tensor memoryKeyPaddingMask,
      CallContext context) {
    AttentionCall call = AttentionCall.defaults().withNeedWeights(false);
    TensorFunction own = y -> selfAttn.call(y, y, y, tgtKeyPaddingMask, tgtMask, call).output();
    TensorFunction other =
        y -> multiheadAttn.call(y, memory, memory, memoryKeyPaddingMask, memoryMask, call).output();
    Tensor x = around(tgt, norm1, y -> drop(own.call(y), context));
    x = around(x, norm2, y -> drop(other.call(y), context));
    return around(x, norm3, y -> feed(y, context));
  }

  private Tensor around(Tensor x, LayerNorm norm, TensorFunction part) {
    return normFirst ? x.add(part.call(norm.call(x))) : norm.call(x.add(part.call(x)));
  }

  private Tensor feed(Tensor x, CallContext context) {
    return drop(linear2.call(drop(activation.call(linear1.call(x)), context)), context);
  }

  private Tensor drop(Tensor x, CallContext context) {
    return context.training() && dropout > 0 ? x.dropout(dropout, context.random()) : x;
  }
}
