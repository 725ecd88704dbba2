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
 * Self-attention, then two linear layers, each with a norm and a residual connection, as {@code
 * torch.nn.TransformerEncoderLayer}: {@code x = norm1(x + attention(x)); y = norm2(x +
 * linear2(activation(linear1(x))))}; with {@code normFirst}, {@code x = x + attention(norm1(x)); y
 * = x + linear2(activation(linear1(norm2(x))))}.
 *
 * <p>Shapes: src and y [l, n, dModel], or [n, l, dModel] if {@code batchFirst} is set, or [l,
 * dModel]; masks as in {@link MultiheadAttention}.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerEncoderLayerModel {
  /** The attention of the sequence to itself. */
  @Named("self_attn")
  final MultiheadAttention selfAttn;

  final Linear linear1;
  final Linear linear2;
  final LayerNorm norm1;
  final LayerNorm norm2;

  @SuppressWarnings("forja:StateOpen") // a module, or a function without state
  final TensorFunction activation;

  private final double dropout;
  private final boolean normFirst;

  /** Creates the layer with the default options. */
  @Puts("dModel = $0")
  public TransformerEncoderLayerModel(int dModel, int nhead) {
    this(dModel, nhead, TransformerOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts("dModel = $0")
  public TransformerEncoderLayerModel(int dModel, int nhead, TransformerOptions options) {
    this.selfAttn = MultiheadAttention.of(dModel, nhead, options.attention());
    this.linear1 = Linear.of(dModel, options.dimFeedforward(), options.bias());
    this.linear2 = Linear.of(options.dimFeedforward(), dModel, options.bias());
    this.norm1 = options.norm(dModel);
    this.norm2 = options.norm(dModel);
    this.activation = options.activation();
    this.dropout = options.dropout();
    this.normFirst = options.normFirst();
  }

  @Forward(invoker = "TransformerEncoderLayer")
  @ShapeRule("ends($0, (dModel,))")
  Tensor forward(
      Tensor src,
      @Nullable Tensor srcMask,
      @Nullable Tensor srcKeyPaddingMask,
      CallContext context) {
    AttentionCall call = AttentionCall.defaults().withNeedWeights(false);
    Tensor in = normFirst ? norm1.call(src) : src;
    Tensor seen = selfAttn.call(in, in, in, srcKeyPaddingMask, srcMask, call).output();
    Tensor x = src.add(drop(seen, context));
    if (normFirst) {
      return x.add(feed(norm2.call(x), context));
    }
    Tensor middle = norm1.call(x);
    return norm2.call(middle.add(feed(middle, context)));
  }

  private Tensor feed(Tensor x, CallContext context) {
    return drop(linear2.call(drop(activation.call(linear1.call(x)), context)), context);
  }

  private Tensor drop(Tensor x, CallContext context) {
    return context.training() && dropout > 0 ? x.dropout(dropout, context.random()) : x;
  }
}
