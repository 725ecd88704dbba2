package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Embedding;
import dev.forja.nn.LSTM;
import dev.forja.nn.Linear;
import dev.forja.nn.RecurrentOptions;
import dev.forja.tensor.Tensor;

/** The recurrent tagger of the cases. */
final class Tagger {
  final Embedding embed;
  final LSTM lstm;
  final Linear head;

  Tagger(int vocabulary, int width, int hidden, int tags) {
    embed = Embedding.of(vocabulary, width);
    lstm =
        LSTM.of(
            width,
            hidden,
            RecurrentOptions.defaults()
                .withNumLayers(2)
                .withBias(true)
                .withBatchFirst(true)
                .withDropout(0)
                .withBidirectional(true));
    head = Linear.of(2 * hidden, tags);
  }

  @Forward
  Tensor forward(@Shape("n l") Tensor ids) {
    return head.call(lstm.call(embed.call(ids), null, null).output());
  }
}
