package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x / (1 + |x|)}. as {@code torch.nn.Softsign}. Shapes: any, kept.
 *
 * <p>Source: J. Turian, J. Bergstra, Y. Bengio, Quadratic Features and Deep Architectures for
 * Chunking, NAACL 2009.
 */
final class SoftsignLayer {
  /** Creates the layer. */
  public SoftsignLayer() {}

  @Forward(invoker = "Softsign")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.div(input.abs().add(1));
  }
}
