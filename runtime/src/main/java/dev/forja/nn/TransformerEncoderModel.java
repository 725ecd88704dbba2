package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encoder layers in sequence, optionally with a final norm, as {@code torch.nn.TransformerEncoder}:
 * {@code y = norm(layer_n(..layer_1(src)))}. PyTorch initialises all layers as copies of one layer;
 * here each is initialised separately.
 *
 * <p>Shapes: src and y [l, n, dModel], or [n, l, dModel] if {@code batchFirst} is set, or [l,
 * dModel]; masks as in {@link MultiheadAttention}, the same for all layers.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerEncoderModel {
  final List<TransformerEncoderLayer> layers;
  final @Nullable LayerNorm norm;

  /** Creates layers with the default options, without a final norm. */
  @Puts({"dModel = $0", "numLayers = $2"})
  public TransformerEncoderModel(int dModel, int nhead, int numLayers) {
    this(dModel, nhead, numLayers, TransformerOptions.defaults(), false);
  }

  /** Creates layers with these options, which also apply to the final norm, if there is one. */
  @Puts({"dModel = $0", "numLayers = $2"})
  public TransformerEncoderModel(
      int dModel, int nhead, int numLayers, TransformerOptions options, boolean norm) {
    this(
        IntStream.range(0, numLayers)
            .mapToObj(_ -> TransformerEncoderLayer.of(dModel, nhead, options))
            .toList(),
        norm ? options.norm(dModel) : null);
  }

  /** Creates an encoder from these layers. */
  public TransformerEncoderModel(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm) {
    this.layers = List.copyOf(layers);
    this.norm = norm;
  }

  @Forward(invoker = "TransformerEncoder")
  @ShapeRule("when(atLeast(numLayers, 1), ends($0, (dModel,)), same($0))")
  Tensor forward(Tensor src, @Nullable Tensor mask, @Nullable Tensor srcKeyPaddingMask) {
    Tensor x = src;
    for (TransformerEncoderLayer layer : layers) {
      x = layer.call(x, mask, srcKeyPaddingMask);
    }
    return norm == null ? x : norm.call(x);
  }
}
