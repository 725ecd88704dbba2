package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples images or volumes at the points of a grid. One code for both: each direction has a list
 * of taps, and the result is the sum over all their combinations.
 */
final class GridSampler {
  /** PyTorch's coefficient of the cubic convolution. */
  private static final double CUBIC = -0.75;

  /** Points further away count as outside; so do NaN and infinities. */
  private static final double FAR = 1e8;

  private final GridMode mode;
  private final GridPadding padding;
  private final boolean alignCorners;

  /**
   * One tap along a direction.
   *
   * @param place the places, [n, points], whole numbers
   * @param weight their weights
   */
  private record Tap(Tensor place, Tensor weight) {}

  /** Elements of x by their index, whether they lie inside of it, and their weight. */
  private record Point(Tensor index, Tensor inside, Tensor weight) {}

  GridSampler(GridMode mode, GridPadding padding, boolean alignCorners) {
    this.mode = mode;
    this.padding = padding;
    this.alignCorners = alignCorners;
  }

  Tensor sample(Tensor x, Tensor grid) {
    int dims = x.rank() - 2;
    boolean fits = (dims == 2 || dims == 3) && grid.rank() == x.rank();
    fits = fits && grid.size(-1) == dims && grid.size(0) == x.size(0) && x.count() > 0;
    if (!fits || (dims == 3 && mode == GridMode.BICUBIC)) {
      throw new IllegalArgumentException(
          "gridSample: input %s, grid %s, %s: expected [n, c, h, w] and [n, .., .., 2], or, not bicubic, [n, c, d, h, w] and [n, .., .., .., 3]; and an input that is not empty"
              .formatted(Shapes.show(x.shape()), Shapes.show(grid.shape()), mode));
    }
    int n = x.size(0);
    Tensor points = grid.reshape(n, grid.count() / Math.max(1, n * dims), dims);
    List<List<Tap>> taps = new ArrayList<>();
    for (int d = 0; d < dims; d++) {
      // The grid names the width first.
      taps.add(taps(points.select(2, dims - 1 - d), x.size(2 + d)));
    }
    int[] shape = grid.shape();
    int[] result = new int[dims + 2];
    result[0] = n;
    result[1] = x.size(1);
    System.arraycopy(shape, 1, result, 2, dims);
    return combined(x, taps, 0, null).reshape(result);
  }

  /** The sum over the taps of this direction and those after it. */
  private static Tensor combined(Tensor x, List<List<Tap>> taps, int d, @Nullable Point before) {
    int size = x.size(2 + d);
    List<Tensor> parts = new ArrayList<>();
    for (Tap tap : taps.get(d)) {
      Tensor kept = tap.place.clamp(0, size - 1).to(DType.I64);
      Tensor valid = tap.place.ge(0).logicalAnd(tap.place.le(size - 1));
      Point here =
          before == null
              ? new Point(kept, valid, tap.weight)
              : new Point(
                  before.index.mul(Tensor.scalarLong(size)).add(kept),
                  before.inside.logicalAnd(valid),
                  before.weight.mul(tap.weight));
      parts.add(d + 1 == taps.size() ? gathered(x, here) : combined(x, taps, d + 1, here));
    }
    Tensor sum = parts.getFirst();
    for (Tensor part : parts.subList(1, parts.size())) {
      sum = sum.add(part);
    }
    return sum;
  }

  private static Tensor gathered(Tensor x, Point point) {
    int[] shape = {x.size(0), x.size(1), point.index.size(1)};
    Tensor values = x.flatten(2).gather(2, point.index.unsqueeze(1).expand(shape));
    Tensor kept = values.maskedFill(point.inside.logicalNot().unsqueeze(1), 0);
    return kept.mul(point.weight.unsqueeze(1));
  }

  private List<Tap> taps(Tensor coordinate, int size) {
    Tensor at =
        alignCorners
            ? coordinate.add(1).mul((size - 1) / 2.0)
            : coordinate.add(1).mul(size).sub(1).div(2);
    if (mode == GridMode.BICUBIC) {
      return cubic(near(at), size);
    }
    Tensor padded = near(padded(at, size));
    if (mode == GridMode.NEAREST) {
      // A weight of one whose gradient is zero, so that the grid has a gradient, as in PyTorch.
      return List.of(new Tap(padded.detach().round(), padded.mul(0).add(1)));
    }
    Tensor before = padded.detach().floor();
    Tensor behind = padded.sub(before);
    return List.of(new Tap(before, behind.neg().add(1)), new Tap(before.add(1), behind));
  }

  private List<Tap> cubic(Tensor at, int size) {
    Tensor before = at.detach().floor();
    Tensor t = at.sub(before);
    Tensor rest = t.neg().add(1);
    Tensor[] weights = {outer(t, rest), inner(t), inner(rest), outer(rest, t)};
    List<Tap> taps = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      taps.add(new Tap(padded(before.add(k - 1), size).round(), weights[k]));
    }
    return taps;
  }

  /** The weight of an element at a distance of up to 1. */
  private static Tensor inner(Tensor x) {
    return x.mul(CUBIC + 2).sub(CUBIC + 3).mul(x).mul(x).add(1);
  }

  /**
   * The weight of an element at a distance of 1 + x: {@code A x (1 - x)^2}, which is PyTorch's
   * polynomial without its cancellation.
   */
  private static Tensor outer(Tensor x, Tensor rest) {
    return x.mul(rest).mul(rest).mul(CUBIC);
  }

  /** Points that are far away, infinite or NaN become points outside. */
  private static Tensor near(Tensor at) {
    return Tensor.where(at.detach().abs().lt(FAR), at, Tensor.scalar(-100));
  }

  private Tensor padded(Tensor at, int size) {
    return switch (padding) {
      case ZEROS -> at;
      case BORDER -> clipped(at, size);
      case REFLECTION -> clipped(reflected(at, size), size);
    };
  }

  /** Clips to the image; at the edge itself the gradient is zero, as in PyTorch. */
  private static Tensor clipped(Tensor at, int size) {
    Tensor fixed = at.detach();
    Tensor inside = fixed.gt(0).logicalAnd(fixed.lt(size - 1));
    return Tensor.where(inside, at, fixed.clamp(0, size - 1));
  }

  /** Mirrors at the corners, or half an element beyond them. */
  private Tensor reflected(Tensor at, int size) {
    double low = alignCorners ? 0 : -0.5;
    double span = alignCorners ? size - 1 : size;
    if (span == 0) {
      return at.mul(0);
    }
    Tensor distance = at.sub(low).abs();
    Tensor flips = distance.detach().div(span).floor();
    Tensor extra = distance.sub(flips.mul(span));
    Tensor even = flips.remainder(2).eq(0);
    return Tensor.where(even, extra.add(low), extra.neg().add(span + low));
  }
}
