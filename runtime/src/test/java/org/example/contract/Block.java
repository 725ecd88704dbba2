package org.example.contract;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** A part of {@link Net}. */
final class Block {
  final Linear inner;

  Block(int width) {
    inner = Linear.of(width, width);
  }

  @Forward
  @Shape("n width")
  Tensor forward(@Shape("n width") Tensor input, float share) {
    return inner.call(input).mul(share).add(input);
  }

  String extraRepr() {
    return "residual";
  }
}
