package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * As {@code torch.nn.TripletMarginWithDistanceLoss}: {@code max(d(anchor, positive) - d(anchor,
 * negative) + margin, 0)} with a distance d of one's own.
 *
 * <p>Shapes: what the distance takes; result a scalar or, without reduction, that of the distance.
 *
 * <p>The distance must be usable by as many threads as the layer.
 */
final class TripletMarginWithDistanceLossLayer {
  @SuppressWarnings("forja:StateOpen") // a function; layers in it are not parts of this one
  final BinaryOperator<Tensor> distance;

  final double margin;
  final boolean swap;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public TripletMarginWithDistanceLossLayer() {
    this((a, b) -> a.pairwiseDistance(b, 2, 1e-6, false), 1, false, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param distance the distance of two tensors
   * @param margin by how much the negative should be farther away
   * @param swap whether the distance from the positive to the negative is used if it is smaller
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $3")
  public TripletMarginWithDistanceLossLayer(
      BinaryOperator<Tensor> distance, double margin, boolean swap, Reduction reduction) {
    this.distance = distance;
    this.margin = margin;
    this.swap = swap;
    this.reduction = reduction;
  }

  @Forward(invoker = "TripletMarginWithDistanceLoss")
  @ShapeRule("reduction(reduction, unknown())")
  Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    return anchor.tripletMarginWithDistanceLoss(
        positive, negative, distance, margin, swap, reduction);
  }
}
