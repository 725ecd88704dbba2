package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An encoder and a decoder, each with a final norm, as {@code torch.nn.Transformer}: {@code y =
 * decoder(tgt, encoder(src))}. All matrices are initialised with {@code xavier_uniform_}.
 *
 * <p>Shapes: src [s, n, dModel], tgt and y [l, n, dModel], or with n first if {@code batchFirst} is
 * set, or without n; masks as in {@link MultiheadAttention}, where the memory masks determine the
 * decoder's view of src.
 *
 * <p>Source: A. Vaswani et al., Attention Is All You Need, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>.
 */
final class TransformerModel {
  final TransformerEncoder encoder;
  final TransformerDecoder decoder;

  /** Creates the model with PyTorch's defaults: width 512, 8 heads, 6 layers on both sides. */
  public TransformerModel() {
    this(512, 8, 6, 6, TransformerOptions.defaults());
  }

  /** Creates the model with these sizes and options. */
  public TransformerModel(
      int dModel,
      int nhead,
      int numEncoderLayers,
      int numDecoderLayers,
      TransformerOptions options) {
    this.encoder = TransformerEncoder.of(dModel, nhead, numEncoderLayers, options, true);
    this.decoder = TransformerDecoder.of(dModel, nhead, numDecoderLayers, options, true);
    encoder.parameters().forEach(TransformerModel::draw);
    decoder.parameters().forEach(TransformerModel::draw);
  }

  private static void draw(Parameter parameter) {
    if (parameter.rank() > 1) {
      Init.xavierUniform(parameter, 1);
    }
  }

  @Forward(invoker = "Transformer")
  @ShapeRule("same($1)")
  Tensor forward(
      Tensor src,
      Tensor tgt,
      @Nullable Tensor srcMask,
      @Nullable Tensor tgtMask,
      @Nullable Tensor memoryMask,
      @Nullable Tensor srcKeyPaddingMask,
      @Nullable Tensor tgtKeyPaddingMask,
      @Nullable Tensor memoryKeyPaddingMask) {
    Tensor memory = encoder.call(src, srcMask, srcKeyPaddingMask);
    return decoder.call(tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
  }
}
