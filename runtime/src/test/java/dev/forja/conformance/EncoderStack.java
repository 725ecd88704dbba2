package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoder layers on each other, and a norm where they normalise first. */
final class EncoderStack {
  final List<TransformerEncoderLayer> layers;
  final @Nullable LayerNorm norm;

  EncoderStack(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm) {
    this.layers = layers;
    this.norm = norm;
  }

  @Forward
  Tensor forward(Tensor x, Tensor padding) {
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.call(y, null, padding);
    }
    return norm == null ? y : norm.call(y);
  }
}
