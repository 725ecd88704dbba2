package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.BinaryCrossEntropyOp;
import dev.forja.op.BinaryCrossEntropyWithLogitsOp;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.HuberOp;
import dev.forja.op.KlDivOp;
import dev.forja.op.NllOp;
import dev.forja.op.Op;
import dev.forja.op.Reduction;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Loss functions, with this tensor as the prediction. Any thread may call these methods; see {@link
 * Tensor}.
 */
public sealed interface Losses permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The mean cross entropy of scores [n, c] (or [c], or [n, c, d1, ..]) and class indices [n], or
   * probabilities in the shape of the scores. See {@link CrossEntropyOp}.
   */
  @ShapeRule("reduce(classes(this, $0, null), (), false)")
  default Tensor crossEntropy(Tensor target) {
    return crossEntropy(target, null, CrossEntropyOp.MEAN);
  }

  /** Cross entropy with a weight [c] for each class, and options. */
  @ShapeRule("reduction($2.reduction, classes(this, $0, $1))")
  default Tensor crossEntropy(Tensor target, @Nullable Tensor weight, CrossEntropyOp options) {
    return weight == null
        ? Tensor.apply(options, self(), target)
        : Tensor.apply(options, self(), target, weight);
  }

  /**
   * The cross entropy of the scores that a linear map gives this [n, k], as {@code
   * torch.nn.functional.linear_cross_entropy} without chunks: {@code linear(linearWeight,
   * linearBias)} and then {@link #crossEntropy(Tensor, Tensor, CrossEntropyOp)}.
   *
   * @param linearWeight the weight of the map, [c, k]
   * @param linearBias the bias of the map, [c], or null
   * @param weight a weight for each class, [c], or null
   */
  @ShapeRule("reduction($4.reduction, classes(linear(this, $0, $2), $1, $3))")
  default Tensor linearCrossEntropy(
      Tensor linearWeight,
      Tensor target,
      @Nullable Tensor linearBias,
      @Nullable Tensor weight,
      CrossEntropyOp options) {
    return self().linear(linearWeight, linearBias).crossEntropy(target, weight, options);
  }

  /** The mean negative log likelihood of log-probabilities [n, c] and class indices [n]. */
  @ShapeRule("reduce(classes(this, $0, null), (), false)")
  default Tensor nllLoss(Tensor target) {
    return Tensor.apply(new NllOp(Reduction.MEAN, CrossEntropyOp.IGNORE_INDEX), self(), target);
  }

  /** {@code this - target}; warns if the shapes differ and would broadcast, as PyTorch does. */
  private Tensor difference(String loss, Tensor target) {
    int[] shape = self().array().shape();
    if (!Arrays.equals(shape, target.array().shape())) {
      var _ = BroadcastWarning.of(loss, shape, target.array().shape());
    }
    return self().sub(target);
  }

  /** Checks that all tensors have the same number of dimensions, as PyTorch does. */
  private void sameRank(String loss, Tensor... others) {
    for (Tensor other : others) {
      if (other.rank() != self().rank()) {
        throw new IllegalArgumentException(
            "%s: %s and %s: expected the same number of dimensions"
                .formatted(
                    loss, Shapes.show(self().array().shape()), Shapes.show(other.array().shape())));
      }
    }
  }

  /** The mean of {@code (this - target)^2}. */
  @ShapeRule("reduce(broadcast(this, $0), (), false)")
  default Tensor mseLoss(Tensor target) {
    return mseLoss(target, Reduction.MEAN);
  }

  /** {@code (this - target)^2}. */
  @ShapeRule("reduction($1, broadcast(this, $0))")
  default Tensor mseLoss(Tensor target, Reduction reduction) {
    return Reducing.of(difference("mse_loss", target).square(), reduction);
  }

  /** The mean of {@code |this - target|}. */
  @ShapeRule("reduce(broadcast(this, $0), (), false)")
  default Tensor l1Loss(Tensor target) {
    return l1Loss(target, Reduction.MEAN);
  }

  /** {@code |this - target|}; its gradient is 0 where they are equal. */
  @ShapeRule("reduction($1, broadcast(this, $0))")
  default Tensor l1Loss(Tensor target, Reduction reduction) {
    return Reducing.of(difference("l1_loss", target).abs(), reduction);
  }

  /**
   * With {@code z = this - target}: {@code z^2 / 2} below delta, {@code delta (|z| - delta / 2)}.
   */
  @ShapeRule("reduction($2, broadcast(this, $0))")
  default Tensor huberLoss(Tensor target, double delta, Reduction reduction) {
    return Reducing.of(
        Tensor.apply(new HuberOp(delta), difference("huber_loss", target)), reduction);
  }

  /** {@link #huberLoss} divided by beta; {@link #l1Loss} if beta is 0. */
  @ShapeRule("reduction($2, broadcast(this, $0))")
  default Tensor smoothL1Loss(Tensor target, double beta, Reduction reduction) {
    return beta == 0
        ? l1Loss(target, reduction)
        : Reducing.of(
            Tensor.apply(new HuberOp(beta), difference("smooth_l1_loss", target)).div(beta),
            reduction);
  }

  /**
   * {@code -w (t log p + (1 - t) log(1 - p))}, where this holds the probabilities p; the weight
   * broadcasts, or is null.
   */
  @ShapeRule("reduction($2, broadcast(alike(this, $0), $1))")
  default Tensor binaryCrossEntropy(Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Tensor loss = Tensor.apply(new BinaryCrossEntropyOp(), self(), target);
    return Reducing.of(weight == null ? loss : loss.mul(weight), reduction);
  }

  /**
   * The mean {@link #binaryCrossEntropy} of the sigmoid of this, accurate even where that
   * saturates.
   */
  @ShapeRule("reduce(alike(this, $0), (), false)")
  default Tensor binaryCrossEntropyWithLogits(Tensor target) {
    return binaryCrossEntropyWithLogits(target, null, null, Reduction.MEAN);
  }

  /**
   * {@link #binaryCrossEntropy} of the sigmoid of this, accurate even where that saturates. Both
   * weights, of the elements and of positive targets, broadcast and may be null.
   */
  @ShapeRule("reduction($3, broadcast(alike(this, $0), $1))")
  default Tensor binaryCrossEntropyWithLogits(
      Tensor target,
      @Nullable Tensor weight,
      @Nullable Tensor positiveWeight,
      Reduction reduction) {
    Op op = new BinaryCrossEntropyWithLogitsOp();
    Tensor loss =
        positiveWeight == null
            ? Tensor.apply(op, self(), target)
            : Tensor.apply(op, self(), target, positiveWeight);
    return Reducing.of(weight == null ? loss : loss.mul(weight), reduction);
  }

  /**
   * {@code t (log t - this)}, where this holds logarithms of probabilities. The target t holds
   * probabilities or, with {@code logTarget}, their logarithms. Note that the mean over all
   * elements is not the divergence of the distributions; use {@link #klDivBatchMean} for that.
   */
  @ShapeRule("reduction($2, broadcast(this, $0))")
  default Tensor klDiv(Tensor target, boolean logTarget, Reduction reduction) {
    return Reducing.of(Tensor.apply(new KlDivOp(logTarget), self(), target), reduction);
  }

  /**
   * The sum of {@link #klDiv} divided by the size of the first dimension: PyTorch's {@code
   * batchmean}.
   */
  @ShapeRule("reduce(broadcast(this, $0), (), false)")
  default Tensor klDivBatchMean(Tensor target, boolean logTarget) {
    return klDiv(target, logTarget, Reduction.SUM).div(self().rank() == 0 ? 1 : self().size(0));
  }

  /**
   * For pairs of vectors [n, d] or [d]: {@code 1 - cos} if the target is 1 (similar), {@code
   * max(cos - margin, 0)} if it is -1 (dissimilar).
   */
  @ShapeRule("reduction($3, broadcast(reduce(broadcast(this, $0), -1, false), $1))")
  default Tensor cosineEmbeddingLoss(
      Tensor other, Tensor target, double margin, Reduction reduction) {
    if (self().rank() != target.rank() + 1 || other.rank() != self().rank() || target.rank() > 1) {
      throw new IllegalArgumentException(
          "cosine_embedding_loss: inputs %s and %s, target %s: expected [n, d], [n, d] and [n], or"
                  .formatted(
                      Shapes.show(self().array().shape()),
                      Shapes.show(other.array().shape()),
                      Shapes.show(target.array().shape()))
              + " [d], [d] and []");
    }
    double tiny = 1e-12;
    Tensor sizes = self().square().sum(-1).add(tiny).mul(other.square().sum(-1).add(tiny));
    Tensor cosine = self().mul(other).sum(-1).div(sizes.sqrt());
    Tensor zero = Tensor.zeros();
    Tensor alike = Tensor.where(target.eq(1), cosine.rsub(1), zero);
    Tensor different = Tensor.where(target.eq(-1), cosine.sub(margin).clampMin(0), zero);
    return Reducing.of(alike.add(different), reduction);
  }

  /**
   * {@code max(margin - target (this - other), 0)}: with the target 1, this should be larger than
   * other; with -1, smaller.
   */
  @ShapeRule("reduction($3, broadcast($1, broadcast(this, $0)))")
  default Tensor marginRankingLoss(
      Tensor other, Tensor target, double margin, Reduction reduction) {
    sameRank("margin_ranking_loss", other, target);
    return Reducing.of(target.neg().mul(self().sub(other)).add(margin).clampMin(0), reduction);
  }

  /**
   * {@code max(d(this, positive) - d(this, negative) + margin, 0)} with {@link
   * Distances#pairwiseDistance}; with {@code swap}, the smaller of {@code d(this, negative)} and
   * {@code d(positive, negative)} is used.
   */
  @ShapeRule(
      "reduction($3, broadcast(reduce(broadcast(this, $0), -1, false), reduce(broadcast(this, $1),"
          + " -1, false)))")
  default Tensor tripletMarginLoss(
      Tensor positive, Tensor negative, TripletOptions options, Reduction reduction) {
    sameRank("triplet_margin_loss", positive, negative);
    double p = options.p();
    double eps = options.eps();
    Tensor near = self().pairwiseDistance(positive, p, eps, false);
    Tensor far = self().pairwiseDistance(negative, p, eps, false);
    if (options.swap()) {
      far = far.minimum(positive.pairwiseDistance(negative, p, eps, false));
    }
    return Reducing.of(near.sub(far).add(options.margin()).clampMin(0), reduction);
  }
}
