package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The loss of connectionist temporal classification, as {@code torch.nn.CTCLoss}: the negative
 * logarithm of the probability of all alignments of a target to the input.
 *
 * <p>Shapes: logarithms of probabilities [t, n, c] or [t, c]; targets, integers, [n, s], or all one
 * after the other; lengths [n] or scalars; result a scalar or, without reduction, [n] or a scalar.
 * The mean divides each loss by the length of its target.
 *
 * <p>Source: A. Graves et al., Connectionist temporal classification, ICML 2006.
 */
final class CTCLossLayer {
  final int blank;
  final Reduction reduction;
  final boolean zeroInfinity;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public CTCLossLayer() {
    this(0, Reduction.MEAN, false);
  }

  /**
   * Creates the layer with options.
   *
   * @param blank the class that stands for no class
   * @param reduction how the losses are reduced
   * @param zeroInfinity whether a loss is 0 where the target does not fit into the input
   */
  @Puts("reduction = $1")
  public CTCLossLayer(int blank, Reduction reduction, boolean zeroInfinity) {
    this.blank = blank;
    this.reduction = reduction;
    this.zeroInfinity = zeroInfinity;
  }

  @Forward(invoker = "CTCLoss")
  @ShapeRule("reduction(reduction, unknown())")
  Tensor forward(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return logProbs.ctcLoss(targets, inputLengths, targetLengths, blank, reduction, zeroInfinity);
  }
}
