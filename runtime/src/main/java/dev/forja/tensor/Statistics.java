package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.HistogramOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the elements, and counts of equal ones. The reduced dimensions are removed, or kept
 * with size 1 if {@code keepDim} is true. Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Statistics permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The q-quantile of all elements; NaN if one is NaN. */
  @ShapeRule("[]")
  default Tensor quantile(double q) {
    return quantile(Tensor.scalar(q), null, false, Interpolation.LINEAR);
  }

  /**
   * The quantiles along a dimension, or of all elements if the dimension is null. The fractions q
   * are a scalar, or a vector, which gives a new first dimension. NaN where an element is NaN.
   */
  @ShapeRule(
      "when(atLeast(rank(ranked($0, 0, 1)), 1), resize(unsqueeze(reduce(this, when($1, $1, ()),"
          + " $2), 0), 0, size($0, 0)), reduce(this, when($1, $1, ()), $2))")
  default Tensor quantile(
      Tensor q, @Nullable Integer dim, boolean keepDim, Interpolation interpolation) {
    return quantile("quantile", q, dim, keepDim, interpolation, false);
  }

  /** As {@link #quantile(Tensor, Integer, boolean, Interpolation)}, of the elements but NaN. */
  @ShapeRule(
      "when(atLeast(rank(ranked($0, 0, 1)), 1), resize(unsqueeze(reduce(this, when($1, $1, ()),"
          + " $2), 0), 0, size($0, 0)), reduce(this, when($1, $1, ()), $2))")
  default Tensor nanquantile(
      Tensor q, @Nullable Integer dim, boolean keepDim, Interpolation interpolation) {
    return quantile("nanquantile", q, dim, keepDim, interpolation, true);
  }

  private Tensor quantile(
      String method,
      Tensor q,
      @Nullable Integer dim,
      boolean keepDim,
      Interpolation interpolation,
      boolean skipNan) {
    int[] shape = self().shape();
    if (self().count() == 0 || q.rank() > 1) {
      throw new IllegalArgumentException(
          "%s: %s, fractions %s: expected elements, and a scalar or a vector of fractions"
              .formatted(method, Shapes.show(shape), Shapes.show(q.shape())));
    }
    checkFractions(method, q);
    int rank = Math.max(1, shape.length);
    Tensor x = dim == null || shape.length == 0 ? self().flatten() : self().movedim(dim, -1);
    Tensor sorted = x.sort().values();
    Tensor numbers = sorted.eq(sorted).sum(new int[] {-1}, true).to(DType.F32);
    int size = sorted.size(-1);
    Tensor last = numbers.sub(1);
    Tensor rank0 = last.clampMin(0).mul(q.detach().reshape(-1));
    if (!skipNan) {
      rank0 = Tensor.where(numbers.lt(size), Tensor.scalar(size - 1), rank0);
    }
    Tensor found = between(sorted, rank0, interpolation);
    int[] kept = shape.clone();
    if (dim == null) {
      Arrays.fill(kept, 1);
    } else if (shape.length > 0) {
      kept[Shapes.dim(dim, rank)] = 1;
    }
    Tensor first = found.movedim(-1, 0);
    int[] wide = new int[shape.length + 1];
    wide[0] = q.count();
    System.arraycopy(kept, 0, wide, 1, kept.length);
    Tensor result;
    if (keepDim) {
      result = first.reshape(wide);
    } else {
      result = dim == null ? first.reshape(q.count()) : first;
    }
    return q.rank() == 0 ? result.squeeze(0) : result;
  }

  private static void checkFractions(String method, Tensor q) {
    for (float fraction : Values.floats(q.array())) {
      if (!(fraction >= 0 && fraction <= 1)) {
        throw new IllegalArgumentException(
            "%s: the fraction is %s: expected 0 to 1".formatted(method, fraction));
      }
    }
  }

  private static Tensor between(Tensor sorted, Tensor rank, Interpolation interpolation) {
    Tensor below = rank.floor();
    Tensor weight =
        switch (interpolation) {
          case LINEAR -> rank.sub(below);
          case MIDPOINT -> Tensor.full(rank.shape(), 0.5);
          case LOWER, HIGHER, NEAREST -> Tensor.zeros();
        };
    Tensor place =
        switch (interpolation) {
          case LINEAR, LOWER, MIDPOINT -> below;
          case HIGHER -> rank.ceil();
          case NEAREST -> rank.round();
        };
    Tensor low = sorted.gather(-1, place.to(DType.I64));
    if (interpolation != Interpolation.LINEAR && interpolation != Interpolation.MIDPOINT) {
      return low;
    }
    return low.lerp(sorted.gather(-1, rank.ceil().to(DType.I64)), weight);
  }

  /** The sum of the elements that are not NaN. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor nansum(int... dims) {
    return nansum(dims, false);
  }

  /** The sum of the elements that are not NaN. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor nansum(int[] dims, boolean keepDim) {
    return self().dtype().isFloat()
        ? self().maskedFill(self().isnan(), 0).sum(dims, keepDim)
        : self().sum(dims, keepDim);
  }

  /** The mean of the elements that are not NaN. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor nanmean(int... dims) {
    return nanmean(dims, false);
  }

  /** The mean of the elements that are not NaN. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor nanmean(int[] dims, boolean keepDim) {
    return nansum(dims, keepDim).div(self().eq(self()).sum(dims, keepDim));
  }

  /** The number of elements that are not zero, as int64. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor countNonzero(int... dims) {
    return self().ne(0).sum(dims);
  }

  /** The smallest and the largest elements over some dimensions; equal ones share the gradient. */
  @ShapeRule("{min = reduce(this, $0, false), max = reduce(this, $0, false)}")
  default ExtremesOutput aminmax(int... dims) {
    return new ExtremesOutput(self().amin(dims), self().amax(dims));
  }

  /** The variance and the mean; see {@link Reductions#variance(int[], double, boolean)}. */
  @ShapeRule("{spread = reduce(this, $0, $2), mean = reduce(this, $0, $2)}")
  default MomentsOutput varMean(int[] dims, double correction, boolean keepDim) {
    return new MomentsOutput(
        self().variance(dims, correction, keepDim), self().mean(dims, keepDim));
  }

  /** The standard deviation and the mean; see {@link Reductions#std(int[], double, boolean)}. */
  @ShapeRule("{spread = reduce(this, $0, $2), mean = reduce(this, $0, $2)}")
  default MomentsOutput stdMean(int[] dims, double correction, boolean keepDim) {
    return new MomentsOutput(self().std(dims, correction, keepDim), self().mean(dims, keepDim));
  }

  /** The covariances of variables, the rows of [variables, observations], with correction 1. */
  @ShapeRule("when(atLeast(rank(ranked(this, 0, 2)), 2), [size(this, 0), size(this, 0)], [])")
  default Tensor cov() {
    return cov(1, null, null);
  }

  /**
   * The covariances of variables, the rows of [variables, observations]. The weighted sums of
   * products are divided by their weight minus {@code correction}.
   *
   * @param frequencies how often each observation counts, integers [observations], or null
   * @param weights the importance of each observation, [observations], or null
   */
  @ShapeRule("when(atLeast(rank(ranked(this, 0, 2)), 2), [size(this, 0), size(this, 0)], [])")
  default Tensor cov(int correction, @Nullable Tensor frequencies, @Nullable Tensor weights) {
    if (self().rank() > 2) {
      throw new IllegalArgumentException(
          "cov: %s: expected [variables, observations], or the observations of one variable"
              .formatted(Shapes.show(self().array().shape())));
    }
    Tensor x = self().rank() < 2 ? self().reshape(1, -1) : self();
    int count = x.size(1);
    Tensor weight = frequencies == null ? weights : frequencies.to(DType.F32);
    if (frequencies != null && weights != null) {
      weight = Tensor.scalar(1).mul(frequencies).mul(weights);
    }
    Tensor total = weight == null ? Tensor.scalar(count) : weight.sum();
    Tensor mean =
        weight == null
            ? x.mean(new int[] {1}, true)
            : x.mul(weight).sum(new int[] {1}, true).div(total);
    Tensor factor;
    if (weights != null && weight != null && correction != 0) {
      Tensor squares = weight.mul(weights).sum();
      factor = total.sub(squares.mul(correction).div(total));
    } else {
      factor = total.sub(correction);
    }
    Tensor centred = x.sub(mean);
    Tensor right = weight == null ? centred : centred.mul(weight);
    Tensor product = centred.matmul(right.transpose(0, 1)).div(factor.clampMin(0));
    return self().rank() < 2 ? product.reshape() : product;
  }

  /** The correlations of variables, the rows of [variables, observations]. */
  @ShapeRule("when(atLeast(rank(ranked(this, 0, 2)), 2), [size(this, 0), size(this, 0)], [])")
  default Tensor corrcoef() {
    Tensor cov = cov();
    if (cov.rank() == 0) {
      return cov.div(cov);
    }
    Tensor deviation = cov.diagonal(0, 1).sqrt();
    return cov.div(deviation.unsqueeze(1)).div(deviation.unsqueeze(0)).clamp(-1, 1);
  }

  /** The counts of elements in parts of equal width between two bounds. See {@link HistogramOp}. */
  @ShapeRule("[$0]")
  default Tensor histc(int bins, double least, double most) {
    return Tensor.apply(new HistogramOp(bins, least, most), self().detach().to(DType.F32));
  }

  /** How often each number from 0 on occurs in a vector of integers, as int64. */
  @ShapeRule("[null]")
  default Tensor bincount() {
    return bincount(null, 0);
  }

  /**
   * How often each number from 0 on occurs in a vector of integers, as int64; or the sum of the
   * weights of its places, as float32. The result has {@code least} places or more.
   */
  @ShapeRule("[null]")
  default Tensor bincount(@Nullable Tensor weights, int least) {
    if (self().rank() != 1 || self().dtype().isFloat() || least < 0) {
      throw new IllegalArgumentException(
          "bincount: %s %s, at least %d: expected a vector of integers, and 0 or more"
              .formatted(self().dtype(), Shapes.show(self().array().shape()), least));
    }
    Tensor places = self().to(DType.I64);
    long most = places.count() == 0 ? -1 : places.amax().itemLong();
    if (places.count() > 0 && places.amin().itemLong() < 0) {
      throw new IllegalArgumentException("bincount: a number is negative: expected 0 or more");
    }
    Tensor zeros =
        Tensor.zeros(
            Math.max(least, Shapes.size("bincount", most == Long.MAX_VALUE ? most : most + 1)));
    return weights == null
        ? zeros.to(DType.I64).scatterAdd(0, places, Tensor.ones(places.count()).to(DType.I64))
        : zeros.scatterAdd(0, places, weights.detach().to(DType.F32));
  }

  /** The different elements in order; inverse has the shape of this. Without a gradient. */
  @ShapeRule("{values = [null], inverse = same(this), counts = [null]}")
  default UniqueOutput unique() {
    UniqueOutput found = new Uniques(self().flatten(), 0).find(true);
    Tensor inverse = found.inverse().reshape(self().array().shape());
    return new UniqueOutput(found.values(), inverse, found.counts());
  }

  /** The different slices along a dimension, in order. Without a gradient. */
  @ShapeRule("{values = unsized(this), inverse = [null], counts = [null]}")
  default UniqueOutput unique(int dim) {
    return new Uniques(self(), dim).find(true);
  }

  /** The first of each run of equal elements; inverse has the shape of this. */
  @ShapeRule("{values = [null], inverse = same(this), counts = [null]}")
  default UniqueOutput uniqueConsecutive() {
    UniqueOutput found = new Uniques(self().flatten(), 0).find(false);
    Tensor inverse = found.inverse().reshape(self().array().shape());
    return new UniqueOutput(found.values(), inverse, found.counts());
  }

  /** The first of each run of equal slices along a dimension. */
  @ShapeRule("{values = unsized(this), inverse = [null], counts = [null]}")
  default UniqueOutput uniqueConsecutive(int dim) {
    return new Uniques(self(), dim).find(false);
  }
}
