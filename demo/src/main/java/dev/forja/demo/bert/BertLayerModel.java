package dev.forja.demo.bert;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer of BERT: self-attention and a feed-forward network, each with a residual connection and
 * a layer norm.
 */
final class BertLayerModel {
  final int hiddenSize;
  final int heads;
  final Attention attention;
  final Intermediate intermediate;
  final Output output;

  // The levels of the names in Hugging Face's checkpoints, such as attention.self.query.weight.
  record Attention(Projections self, Output output) {}

  record Projections(Linear query, Linear key, Linear value) {}

  record Intermediate(Linear dense) {}

  record Output(Linear dense, @Named("LayerNorm") LayerNorm norm) {}

  public BertLayerModel(BertConfig config) {
    int width = config.hiddenSize();
    int inner = config.intermediateSize();
    hiddenSize = width;
    heads = config.numAttentionHeads();
    attention =
        new Attention(
            new Projections(
                Linear.of(width, width), Linear.of(width, width), Linear.of(width, width)),
            new Output(Linear.of(width, width), config.norm()));
    intermediate = new Intermediate(Linear.of(width, inner));
    output = new Output(Linear.of(inner, width), config.norm());
  }

  @Forward(invoker = "BertLayer")
  @Shape("n l hiddenSize")
  Tensor forward(@Shape("n l hiddenSize") Tensor x, @Nullable @Shape("n 1 1 l") Tensor mask) {
    Tensor query = split(attention.self().query().call(x));
    Tensor key = split(attention.self().key().call(x));
    Tensor value = split(attention.self().value().call(x));
    Tensor mixed = query.scaledDotProductAttention(key, value, mask);
    Tensor seen = join(attention.output(), mixed.transpose(1, 2).reshape(x.shape()), x);
    return join(output, intermediate.dense().call(seen).gelu(), seen);
  }

  private static Tensor join(Output output, Tensor inner, Tensor around) {
    return output.norm().call(output.dense().call(inner).add(around));
  }

  /** [n, l, hiddenSize] as [n, heads, l, hiddenSize / heads]. */
  private Tensor split(Tensor x) {
    return x.reshape(x.size(0), x.size(1), heads, hiddenSize / heads).transpose(1, 2);
  }
}
