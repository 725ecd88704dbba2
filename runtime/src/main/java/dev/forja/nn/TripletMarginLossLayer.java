package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TripletOptions;

/**
 * {@code max(d(anchor, positive) - d(anchor, negative) + margin, 0)} with the p-norm as distance d,
 * as {@code torch.nn.TripletMarginLoss}.
 *
 * <p>Shapes: all three inputs [n, d] or [d]; result a scalar or, without reduction, the shape of
 * the losses.
 *
 * <p>Source: V. Balntas et al., Learning local feature descriptors with triplets and shallow
 * convolutional neural networks, BMVC 2016.
 */
final class TripletMarginLossLayer {
  final TripletOptions options;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public TripletMarginLossLayer() {
    this(TripletOptions.defaults(), Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param options margin, norm, and whether positive and anchor may swap
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public TripletMarginLossLayer(TripletOptions options, Reduction reduction) {
    this.options = options;
    this.reduction = reduction;
  }

  @Forward(invoker = "TripletMarginLoss")
  @ShapeRule(
      "reduction(reduction, broadcast(reduce(broadcast($0, $1), -1, false), reduce(broadcast($0,"
          + " $2), -1, false)))")
  Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    return anchor.tripletMarginLoss(positive, negative, options, reduction);
  }
}
