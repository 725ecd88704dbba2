package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of ELECTRA: that of BERT, whose embeddings may be narrower than its layers.
 *
 * <p>Source: K. Clark et al., <a href="https://arxiv.org/abs/2003.10555">arXiv:2003.10555</a>.
 */
final class ElectraModel {
  final int hiddenSize;
  final BertEmbeddings embeddings;

  /** From the width of embeddings to that of layers; null if they are equal. */
  @Named("embeddings_project")
  final @Nullable Linear project;

  final BertModel.Layered encoder;

  public ElectraModel(ModelConfig config) {
    Family.check(config);
    int narrow = config.size("embedding_size", 128);
    hiddenSize = config.size("hidden_size");
    embeddings = BertEmbeddings.of(config, narrow, false);
    project = narrow == hiddenSize ? null : Linear.of(narrow, hiddenSize);
    encoder = new BertModel.Layered(config);
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "Electra", as = Encoder.class)
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor x = embeddings.call(ids, types);
    return encoder.run(project == null ? x : project.call(x), mask);
  }
}
