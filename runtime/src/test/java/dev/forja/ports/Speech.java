package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv1d;
import dev.forja.nn.Conv1dOptions;
import dev.forja.nn.GRU;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.nn.RecurrentOptions;
import dev.forja.tensor.Tensor;

/** Classes of frames of speech, by a bidirectional GRU. */
final class Speech {
  final Conv1d conv = Conv1d.of(6, 8, 5, Conv1dOptions.defaults().withStride(2).withPadding(2));
  final GRU rnn =
      GRU.of(
          8,
          5,
          RecurrentOptions.defaults()
              .withNumLayers(2)
              .withBatchFirst(true)
              .withBidirectional(true));
  final LayerNorm norm = LayerNorm.of(10);
  final Linear out = Linear.of(10, 4);

  @Forward
  Tensor forward(@Shape("n 6 l") Tensor x) {
    Tensor frames = conv.call(x).gelu().transpose(1, 2);
    return out.call(norm.call(rnn.call(frames, null).output()));
  }
}
