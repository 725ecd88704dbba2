package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.CtcLossOp;
import dev.forja.op.Reduction;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Losses that are negative logarithms of likelihoods, with this tensor as the prediction. Any
 * thread may call these methods; see {@link Tensor}.
 */
public sealed interface LikelihoodLosses permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The loss of a Poisson distribution whose mean is this, or {@code e^this} if {@code logInput}:
   * {@code e^this - t this}, or {@code this - t ln(this + eps)}. With {@code full}, Stirling's
   * {@code t ln t - t + ln(2 pi t) / 2} is added for targets t above 1.
   */
  @ShapeRule("reduction($4, broadcast(this, $0))")
  default Tensor poissonNllLoss(
      Tensor target, boolean logInput, boolean full, double eps, Reduction reduction) {
    Tensor loss =
        logInput
            ? self().exp().sub(target.mul(self()))
            : self().sub(target.mul(self().add(eps).log()));
    if (full) {
      Tensor half = target.mul(2 * StrictMath.PI).log().mul(0.5);
      Tensor stirling = target.mul(target.log()).sub(target).add(half);
      loss = loss.add(stirling.maskedFill(target.le(1), 0));
    }
    return Reducing.of(loss, reduction);
  }

  /**
   * The loss of a normal distribution with this as mean: {@code (ln v + (this - t)^2 / v) / 2},
   * where v is the variance, at least eps; the gradient ignores that bound. With {@code full},
   * {@code ln(2 pi) / 2} is added. The variance has the shape of this, or one variance for each
   * row.
   */
  @ShapeRule("reduction($4, broadcast(this, $0))")
  default Tensor gaussianNllLoss(
      Tensor target, Tensor variance, boolean full, double eps, Reduction reduction) {
    int[] shape = self().array().shape();
    int[] given = variance.array().shape();
    Tensor v = variance;
    if (!Arrays.equals(shape, given)) {
      int last = shape.length - 1;
      boolean without = last >= 0 && Arrays.equals(Arrays.copyOf(shape, last), given);
      boolean single =
          given.length == shape.length
              && last >= 0
              && given[last] == 1
              && Arrays.equals(Arrays.copyOf(shape, last), Arrays.copyOf(given, last));
      if (!without && !single && given.length > 0) {
        throw new IllegalArgumentException(
            "gaussian_nll_loss: input %s, variance %s: expected the same shape, or one for each row"
                .formatted(Shapes.show(shape), Shapes.show(given)));
      }
      v = without ? v.unsqueeze(-1) : v;
    }
    if (v.lt(0).any().itemLong() == 1) {
      throw new IllegalArgumentException(
          "gaussian_nll_loss: a variance is negative: expected 0 or more");
    }
    Tensor fixed = v.detach();
    v = v.add(fixed.clampMin(eps).sub(fixed));
    Tensor loss = v.log().add(self().sub(target).square().div(v)).mul(0.5);
    if (full) {
      loss = loss.add(0.5 * StrictMath.log(2 * StrictMath.PI));
    }
    return Reducing.of(loss, reduction);
  }

  /**
   * The loss of connectionist temporal classification. This holds logarithms of probabilities [t,
   * n, c], or [t, c] of one sample. See {@link CtcLossOp}. The mean divides each loss by the length
   * of its target first.
   *
   * @param targets the classes, integers: [n, s], or the targets of all samples one after the other
   * @param inputLengths how many steps of each sample count, [n], or a scalar
   * @param targetLengths the length of each target, [n], or a scalar
   * @param blank the class that stands for no class
   * @param zeroInfinity whether a loss is 0 where the target does not fit into the input
   */
  @ShapeRule("reduction($4, unknown())")
  default Tensor ctcLoss(
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      int blank,
      Reduction reduction,
      boolean zeroInfinity) {
    int rank = self().rank();
    if (rank < 2 || rank > 3 || targets.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "ctc_loss: log probabilities %s, targets %s: expected [t, n, c] or [t, c], and integers"
              .formatted(Shapes.show(self().shape()), targets.dtype()));
    }
    Tensor x = rank == 3 ? self() : self().unsqueeze(1);
    int samples = x.size(1);
    Tensor lengths = targetLengths.to(DType.I64).reshape(-1);
    Tensor places = targets.to(DType.I64);
    Tensor padded =
        places.rank() == 2
            ? places
            : rank == 2 ? places.reshape(1, -1) : padded(places, lengths.toLongs());
    Tensor losses =
        Tensor.apply(
            new CtcLossOp(blank, zeroInfinity),
            x,
            padded,
            inputLengths.to(DType.I64).reshape(-1).expand(samples),
            lengths.expand(samples));
    losses = rank == 3 ? losses : losses.squeeze(0);
    return switch (reduction) {
      case NONE -> losses;
      case SUM -> losses.sum();
      case MEAN -> {
        Tensor divisor = lengths.clampMin(1).to(DType.F32);
        yield losses.div(rank == 3 ? divisor : divisor.squeeze(0)).mean();
      }
    };
  }

  /** Targets one after the other as rows of equal length. */
  private static Tensor padded(Tensor targets, long[] lengths) {
    int width = Math.toIntExact(Math.max(1, Arrays.stream(lengths).max().orElse(1)));
    long all = Arrays.stream(lengths).sum();
    if (targets.rank() != 1
        || all > targets.count()
        || Arrays.stream(lengths).anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException(
          "ctc_loss: targets %s for lengths that sum to %d: expected at least as many classes"
              .formatted(Shapes.show(targets.shape()), all));
    }
    long[] from = targets.toLongs();
    long[] rows = new long[lengths.length * width];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int s = 0; s < lengths[i]; s++) {
        rows[i * width + s] = from[at++];
      }
    }
    return Tensor.of(rows, lengths.length, width);
  }
}
