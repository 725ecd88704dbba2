package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoder layers in sequence, optionally with a final norm, as {@code torch.nn.TransformerDecoder}:
 * {@code y = norm(layer_n(..layer_1(tgt, memory).., memory))}. PyTorch initialises all layers as
 * copies of one layer; here each is initialised separately.
 *
 * <p>Shapes: tgt and y [l, n, dModel], memory [s, n, dModel], or with n first if {@code batchFirst}
 * is set, or without n; masks as in {@link MultiheadAttention}, the same for all layers.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerDecoderModel {
  final List<TransformerDecoderLayer> layers;
  final @Nullable LayerNorm norm;

  /** Creates layers with the default options, without a final norm. */
  @Puts({"dModel = $0", "numLayers = $2"})
  public TransformerDecoderModel(int dModel, int nhead, int numLayers) {
    this(dModel, nhead, numLayers, TransformerOptions.defaults(), false);
  }

  /** Creates layers with these options, which also apply to the final norm, if there is one. */
  @Puts({"dModel = $0", "numLayers = $2"})
  public TransformerDecoderModel(
      int dModel, int nhead, int numLayers, TransformerOptions options, boolean norm) {
    this(
        IntStream.range(0, numLayers)
            .mapToObj(_ -> TransformerDecoderLayer.of(dModel, nhead, options))
            .toList(),
        norm ? options.norm(dModel) : null);
  }

  /** Creates a decoder from these layers. */
  public TransformerDecoderModel(List<TransformerDecoderLayer> layers, @Nullable LayerNorm norm) {
    this.layers = List.copyOf(layers);
    this.norm = norm;
  }

  @Forward(invoker = "TransformerDecoder")
  @ShapeRule("when(atLeast(numLayers, 1), ends($0, (dModel,)), same($0))")
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
