package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AdaptiveMaxPoolOp;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.Ints;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.MaxPoolOp;
import dev.forja.op.MaxUnpoolOp;
import dev.forja.op.Op;
import dev.forja.op.PoolWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Poolings in one, two and three dimensions. A sequence is an image of height 1; the mean of a
 * volume is taken over each of its images, and then along the depth.
 */
final class SpatialPooling {
  private SpatialPooling() {}

  private static PoolWindow window(PoolOptions options, int axis, boolean dilated) {
    return new PoolWindow(
        options.kernelSize().at(axis),
        options.step().at(axis),
        options.padding().at(axis),
        dilated ? options.dilation().at(axis) : 1,
        options.ceilMode());
  }

  private static void check(String name, Tensor x, int dims) {
    if (x.rank() != dims + 1 && x.rank() != dims + 2) {
      throw new IllegalArgumentException(
          "%s%dd: input %s: expected %d dimensions, or %d without a batch"
              .formatted(name, dims, Shapes.show(x.shape()), dims + 2, dims + 1));
    }
  }

  static Tensor max(Tensor x, PoolOptions options, int dims) {
    check("max_pool", x, dims);
    PoolWindow columns = window(options, 2, true);
    return switch (dims) {
      case 1 ->
          Tensor.apply(new MaxPool2dOp(PoolWindow.of(1), columns), x.unsqueeze(-2)).squeeze(-2);
      case 2 -> Tensor.apply(new MaxPool2dOp(window(options, 1, true), columns), x);
      default -> maxWithIndices(x, options, dims).values();
    };
  }

  static ValuesAndIndices maxWithIndices(Tensor x, PoolOptions options, int dims) {
    check("max_pool", x, dims);
    List<PoolWindow> windows = new ArrayList<>();
    for (int axis = 3 - dims; axis < 3; axis++) {
      windows.add(window(options, axis, true));
    }
    Tensor[] found = Tensor.applyAll(new MaxPoolOp(windows), x);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The sizes for an op, in which a number stands for the size of the input. */
  private static int[] adaptive(String name, Tensor x, @Nullable Integer... sizes) {
    check(name, x, sizes.length);
    int[] numbers = new int[sizes.length];
    for (int d = 0; d < sizes.length; d++) {
      Integer size = sizes[d];
      if (size != null && size < 1) {
        throw new IllegalArgumentException(
            "%s%dd: output %s: expected 1 or more%s"
                .formatted(
                    name,
                    sizes.length,
                    Arrays.toString(sizes),
                    sizes.length == 1 ? "" : ", or null for the input's size"));
      }
      numbers[d] = size == null ? AdaptiveAvgPool2dOp.KEEP : size;
    }
    return numbers;
  }

  static ValuesAndIndices adaptiveMax(Tensor x, @Nullable Integer... wanted) {
    int[] sizes = adaptive("adaptive_max_pool", x, wanted);
    Tensor[] found = Tensor.applyAll(new AdaptiveMaxPoolOp(Ints.of(sizes)), x);
    return new ValuesAndIndices(found[0], found[1]);
  }

  static Tensor average(Tensor x, PoolOptions options, int dims) {
    check("avg_pool", x, dims);
    Integer divisor = options.divisorOverride();
    if (divisor != null && divisor == 0) {
      throw new IllegalArgumentException(
          "avg_pool: divisorOverride is 0, but sums are divided by it. Omit it for the mean");
    }
    int divide = divisor == null ? 0 : divisor;
    boolean pads = options.countIncludePad();
    PoolWindow columns = window(options, 2, false);
    return switch (dims) {
      case 1 ->
          Tensor.apply(new AvgPool2dOp(PoolWindow.of(1), columns, pads, divide), x.unsqueeze(-2))
              .squeeze(-2);
      case 2 -> Tensor.apply(new AvgPool2dOp(window(options, 1, false), columns, pads, divide), x);
      default ->
          byPlanes(
              x,
              new AvgPool2dOp(window(options, 1, false), columns, pads, divide),
              new AvgPool2dOp(
                  window(options, 0, false), PoolWindow.of(1), pads, divide == 0 ? 0 : 1));
    };
  }

  /** Pools each image of a volume by {@code images}, and then along the depth. */
  private static Tensor byPlanes(Tensor x, Op images, Op depth) {
    int[] s = x.shape();
    int r = s.length;
    int lead = Shapes.count(Arrays.copyOf(s, r - 3));
    Tensor planes = Tensor.apply(images, x.reshape(lead, s[r - 3], s[r - 2], s[r - 1]));
    int height = planes.size(2);
    int width = planes.size(3);
    Tensor lines = planes.reshape(lead, 1, s[r - 3], height * width);
    Tensor pooled = Tensor.apply(depth, lines);
    s[r - 3] = pooled.size(2);
    s[r - 2] = height;
    s[r - 1] = width;
    return pooled.reshape(s);
  }

  static Tensor adaptiveAverage(Tensor x, @Nullable Integer... wanted) {
    int[] sizes = adaptive("adaptive_avg_pool", x, wanted);
    int last = sizes.length - 1;
    if (last == 0) {
      return Tensor.apply(new AdaptiveAvgPool2dOp(1, sizes[0]), x.unsqueeze(-2)).squeeze(-2);
    }
    Op images = new AdaptiveAvgPool2dOp(sizes[last - 1], sizes[last]);
    return last == 1
        ? Tensor.apply(images, x)
        : byPlanes(x, images, new AdaptiveAvgPool2dOp(sizes[0], AdaptiveAvgPool2dOp.KEEP));
  }

  static Tensor power(Tensor x, double p, PoolOptions options, int dims) {
    if (p == 0) {
      throw new IllegalArgumentException("lp_pool: the power is 0, which has no root");
    }
    PoolOptions bare =
        PoolOptions.of(options.kernelSize())
            .withStride(options.stride())
            .withCeilMode(options.ceilMode());
    int count = 1;
    for (int axis = 3 - dims; axis < 3; axis++) {
      count *= options.kernelSize().at(axis);
    }
    Tensor mean = average(x.pow(p), bare, dims);
    // As in PyTorch, relu makes the gradient of a window of zeros 0, where that of the root is NaN.
    return mean.sign().mul(mean.abs().relu()).mul(count).pow(1 / p);
  }

  static Tensor unpool(Tensor x, Tensor indices, PoolOptions options, int dims) {
    check("max_unpool", x, dims);
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      int axis = 3 - dims + d;
      long size =
          (x.size(d - dims) - 1L) * options.step().at(axis)
              - 2L * options.padding().at(axis)
              + options.kernelSize().at(axis);
      sizes[d] = Shapes.size("max_unpool", size);
    }
    return Tensor.apply(new MaxUnpoolOp(Ints.of(sizes), false), x, indices);
  }
}
