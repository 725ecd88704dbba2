package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of RoBERTa and XLM-R: that of BERT, but the tokens are counted without padding, from
 * the id of padding on.
 *
 * <p>Sources: Y. Liu et al., <a href="https://arxiv.org/abs/1907.11692">arXiv:1907.11692</a>; A.
 * Conneau et al., <a href="https://arxiv.org/abs/1911.02116">arXiv:1911.02116</a>.
 */
final class RobertaModel {
  final int hiddenSize;
  final BertEmbeddings embeddings;
  final BertModel.Layered encoder;

  public RobertaModel(ModelConfig config) {
    Family.check(config);
    hiddenSize = config.size("hidden_size");
    embeddings = BertEmbeddings.of(config, hiddenSize, true);
    encoder = new BertModel.Layered(config);
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "Roberta", as = Encoder.class)
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return encoder.run(embeddings.call(ids, types), mask);
  }
}
