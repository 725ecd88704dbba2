package dev.forja.benchmarks.cold;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.encoder.ForjaEncoder;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Consecutive encoder layers; MiniLM has six. */
final class EncoderStack {
  final List<TransformerEncoderLayer> layers;

  EncoderStack(EncoderSize size, int count) {
    layers = IntStream.range(0, count).mapToObj(_ -> ForjaEncoder.layer(size)).toList();
  }

  @Forward
  Tensor forward(@Shape("n l width") Tensor x) {
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.call(y, null, null);
    }
    return y;
  }
}
