package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.array.DType;
import dev.forja.nn.Embedding;
import dev.forja.nn.Linear;
import dev.forja.nn.TransformerEncoder;
import dev.forja.nn.TransformerOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * The transformer encoder of the cases, which classifies the mean over all positions that are not
 * padding.
 */
final class EncoderClassifier {
  final Embedding embed;
  final Parameter position;
  final TransformerEncoder encoder;
  final Linear head;

  EncoderClassifier(
      int vocabulary,
      int length,
      int width,
      int heads,
      int hidden,
      int classes,
      boolean normFirst) {
    embed = Embedding.of(vocabulary, width, 0);
    position = Parameter.of(Tensor.randn(length, width).mul(0.1));
    TransformerOptions options =
        TransformerOptions.defaults()
            .withDimFeedforward(hidden)
            .withDropout(0)
            .withActivation(normFirst ? Tensor::gelu : Tensor::relu)
            .withBatchFirst(true)
            .withNormFirst(normFirst);
    encoder = TransformerEncoder.of(width, heads, 2, options, normFirst);
    head = Linear.of(width, classes);
  }

  @Forward
  Tensor forward(@Shape("n l") Tensor ids) {
    Tensor padding = ids.eq(0);
    Tensor x = embed.call(ids).add(position.slice(0, 0, ids.size(1)));
    Tensor keep = padding.logicalNot().unsqueeze(-1).to(DType.F32);
    Tensor sum = encoder.call(x, null, padding).mul(keep).sum(1);
    return head.call(sum.div(keep.sum(1)));
  }
}
