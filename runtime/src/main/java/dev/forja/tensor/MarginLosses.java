package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.Reduction;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Losses with a margin, and losses of several labels, with this tensor as the prediction. Any
 * thread may call these methods; see {@link Tensor}.
 */
public sealed interface MarginLosses permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** This where the target is 1, {@code max(margin - this, 0)} where it is -1. */
  @ShapeRule("reduction($2, broadcast(this, $0))")
  default Tensor hingeEmbeddingLoss(Tensor target, double margin, Reduction reduction) {
    Tensor zero = Tensor.zeros();
    Tensor beyond = self().rsub(margin).clampMin(0);
    Tensor different = Tensor.where(target.ne(1), beyond, zero);
    return Reducing.of(different.add(Tensor.where(target.ne(-1), self(), zero)), reduction);
  }

  /** {@code ln(1 + e^(-target this))}, with targets 1 and -1. */
  @ShapeRule("reduction($1, broadcast(this, $0))")
  default Tensor softMarginLoss(Tensor target, Reduction reduction) {
    return Reducing.of(target.neg().mul(self()).exp().log1p(), reduction);
  }

  /**
   * For scores [n, c] or [c] and classes y, [n] or a scalar: the mean over c of {@code max(margin -
   * x[y] + x[k], 0)^p} for all k but y, times the weight of y.
   *
   * @param p 1 or 2
   * @param weight a weight for each class, [c]; null for equal weights
   */
  @ShapeRule("reduction($4, reduce(ranked(this, 1, 2), -1, false))")
  default Tensor multiMarginLoss(
      Tensor target, int p, double margin, @Nullable Tensor weight, Reduction reduction) {
    int rank = self().rank();
    if (p < 1 || p > 2 || rank < 1 || rank > 2 || target.rank() > 1) {
      throw new IllegalArgumentException(
          "multi_margin_loss: scores %s, targets %s, p = %d: expected [n, c] and [n], p = 1 or 2"
              .formatted(Shapes.show(self().shape()), Shapes.show(target.shape()), p));
    }
    Tensor x = rank == 2 ? self() : self().unsqueeze(0);
    int classes = x.size(1);
    Tensor y = target.to(DType.I64).reshape(x.size(0));
    Tensor beyond = x.sub(x.gather(1, y.unsqueeze(1))).add(margin).relu();
    Tensor losses = p == 1 ? beyond : beyond.square();
    losses = weight == null ? losses : losses.mul(weight.indexSelect(0, y).unsqueeze(1));
    losses = losses.maskedFill(y.oneHot(classes).eq(1), 0).sum(1).div(classes);
    return Reducing.of(rank == 2 ? losses : losses.squeeze(0), reduction);
  }

  /**
   * For scores [n, c] or [c] and classes in the same shape, of which those before the first -1
   * count: the sum over these classes j and all others k of {@code max(1 - x[j] + x[k], 0) / c}.
   */
  @ShapeRule("reduction($1, reduce(alike(ranked(this, 1, 2), $0), -1, false))")
  default Tensor multilabelMarginLoss(Tensor target, Reduction reduction) {
    int rank = self().rank();
    if (rank < 1 || rank > 2 || !Arrays.equals(self().shape(), target.shape())) {
      throw new IllegalArgumentException(
          "multilabel_margin_loss: scores %s, targets %s: expected both [n, c], or both [c]"
              .formatted(Shapes.show(self().shape()), Shapes.show(target.shape())));
    }
    Tensor x = rank == 2 ? self() : self().unsqueeze(0);
    Tensor classes = rank == 2 ? target.to(DType.I64) : target.to(DType.I64).unsqueeze(0);
    Tensor counts = classes.lt(0).cumsum(1).eq(0);
    Tensor places = classes.clampMin(0);
    Tensor labels =
        Tensor.zeros(x.shape()).to(DType.I64).scatterAdd(1, places, counts.to(DType.I64)).gt(0);
    Tensor mine = x.gather(1, places).unsqueeze(2);
    Tensor beyond = x.unsqueeze(1).sub(mine).add(1).relu();
    Tensor unused = counts.logicalNot().unsqueeze(2).logicalOr(labels.unsqueeze(1));
    Tensor losses = beyond.maskedFill(unused, 0).sum(1, 2).div(x.size(1));
    return Reducing.of(rank == 2 ? losses : losses.squeeze(0), reduction);
  }

  /**
   * For scores [.., c] and truths of 0 or 1 in the same shape: the mean over c of {@code -t ln
   * s(this) - (1 - t) ln s(-this)}, s being the sigmoid, times the weight of the class, if any.
   */
  @ShapeRule("reduction($2, reduce(broadcast(this, $0), -1, false))")
  default Tensor multilabelSoftMarginLoss(
      Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Tensor yes = target.mul(self().neg().softplus().neg());
    Tensor no = target.rsub(1).mul(self().softplus().neg());
    Tensor losses = yes.add(no).neg();
    losses = weight == null ? losses : losses.mul(weight);
    return Reducing.of(losses.sum(-1).div(self().rank() == 0 ? 1 : self().size(-1)), reduction);
  }

  /**
   * {@code max(margin + d(this, positive) - d(this, negative), 0)} with a distance d of one's own;
   * with {@code swap}, the smaller of {@code d(this, negative)} and {@code d(positive, negative)}
   * is used.
   */
  @ShapeRule("reduction($5, unknown())")
  default Tensor tripletMarginWithDistanceLoss(
      Tensor positive,
      Tensor negative,
      BinaryOperator<Tensor> distance,
      double margin,
      boolean swap,
      Reduction reduction) {
    Tensor near = distance.apply(self(), positive);
    Tensor far = distance.apply(self(), negative);
    if (swap) {
      far = far.minimum(distance.apply(positive, negative));
    }
    return Reducing.of(near.add(margin).sub(far).clampMin(0), reduction);
  }
}
