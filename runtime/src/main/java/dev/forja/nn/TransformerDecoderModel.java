package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoder layers on each other, and a norm at the end if wanted, as {@code
 * torch.nn.TransformerDecoder}: {@code y = norm(layer_n(..layer_1(tgt, memory).., memory))}.
 * PyTorch begins with n copies of one layer, this with n draws.
 *
 * <p>Shapes: tgt and y [l, n, dModel], memory [s, n, dModel], or with n first where the options say
 * so, or without n; masks as in {@link MultiheadAttention}, the same for all layers.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerDecoderModel {
  final List<TransformerDecoderLayer> layers;
  final @Nullable LayerNorm norm;

  /** Layers of the default options, without a norm at the end. */
  public TransformerDecoderModel(int dModel, int nhead, int numLayers) {
    this(dModel, nhead, numLayers, TransformerOptions.defaults(), false);
  }

  /** Layers of these options; the norm at the end, if any, has their eps and bias too. */
  public TransformerDecoderModel(
      int dModel, int nhead, int numLayers, TransformerOptions options, boolean norm) {
    this(
        IntStream.range(0, numLayers)
            .mapToObj(_ -> TransformerDecoderLayer.of(dModel, nhead, options))
            .toList(),
        norm ? options.norm(dModel) : null);
  }

  /** These layers. */
  public TransformerDecoderModel(List<TransformerDecoderLayer> layers, @Nullable LayerNorm norm) {
    this.layers = List.copyOf(layers);
    this.norm = norm;
  }

  @Forward(invoker = "TransformerDecoder")
  @ShapeRule("same($0)")
  Tensor forward(
      Tensor tgt,
      Tensor memory,
      @Nullable Tensor tgtMask,
      @Nullable Tensor memoryMask,
      @Nullable Tensor tgtKeyPaddingMask,
      @Nullable Tensor memoryKeyPaddingMask) {
    Tensor x = tgt;
    for (TransformerDecoderLayer layer : layers) {
      x = layer.call(x, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
    }
    return norm == null ? x : norm.call(x);
  }
}
