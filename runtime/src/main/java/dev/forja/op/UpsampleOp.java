package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resamples one axis of x to another size. Equivalent to {@code F.interpolate}, which does this for
 * each axis of an image. Immutable.
 *
 * @param mode the interpolation
 * @param dim the axis
 * @param size the size of the axis in the result
 * @param factor the scale factor that was given; 0 if the size itself was given
 */
public record UpsampleOp(Resampling mode, int dim, int size, double factor) implements Multilinear {
  @Override
  public String name() {
    return "upsample";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] shape = inputs[0].sizes().clone();
    int axis = Checks.dim(this, dim, inputs[0]);
    if (shape.length == 0 || shape[axis] < 1 || size < 1) {
      throw new IllegalArgumentException(
          "upsample: dimension %d of %s to %d places: expected 1 or more of both"
              .formatted(dim, inputs[0].show(), size));
    }
    shape[axis] = size;
    return TensorType.owningFloats(shape).alone();
  }

  /** The taps of each place of the result: places of x and their weights. */
  private record Taps(int[][] places, float[][] weights) {}

  private Taps taps(int from) {
    Taps taps = new Taps(new int[size][mode.taps], new float[size][mode.taps]);
    float step = factor > 0 ? (float) (1 / factor) : (float) from / size;
    if (mode.alignCorners) {
      step = size == 1 ? 0 : (float) (from - 1) / (size - 1);
    }
    for (int i = 0; i < size; i++) {
      float at = mode.source(i, step);
      int before = (int) Math.floor(at);
      float behind = at - before;
      for (int k = 0; k < mode.taps; k++) {
        int place = mode.taps == 4 ? before - 1 + k : before + k;
        taps.places[i][k] = Math.clamp(place, 0, from - 1);
        taps.weights[i][k] = mode.weight(k, behind);
      }
    }
    return taps;
  }

  /** Counts a weighted sum for each element of the result; with a single tap it is a copy. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return switch (mode) {
      case NEAREST, NEAREST_EXACT -> 0;
      case LINEAR, LINEAR_ALIGN_CORNERS -> 4L * outputs[0].count();
      case CUBIC, CUBIC_ALIGN_CORNERS -> 8L * outputs[0].count();
    };
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.zeros(shapes(TensorType.of(x))[0].sizes());
    walk(x, y, true);
    return OpResult.of(y);
  }

  /** Adds weighted runs of x to y, or of y to x. */
  private void walk(NdArray x, NdArray y, boolean forward) {
    int axis = Shapes.dim(dim, x.rank());
    int from = x.shape()[axis];
    int run = Shapes.count(Arrays.copyOfRange(x.shape(), axis + 1, x.rank()));
    int runs = Shapes.count(Arrays.copyOf(x.shape(), axis));
    Taps taps = taps(from);
    for (int r = 0; r < runs; r++) {
      for (int i = 0; i < size; i++) {
        int yo = y.offset() + (r * size + i) * run;
        for (int k = 0; k < mode.taps; k++) {
          int xo = x.offset() + (r * from + taps.places[i][k]) * run;
          if (forward) {
            add(taps.weights[i][k], x, xo, y, yo, run);
          } else {
            add(taps.weights[i][k], y, yo, x, xo, run);
          }
        }
      }
    }
  }

  private static void add(float weight, NdArray a, int ao, NdArray b, int bo, int run) {
    if (run == 1) {
      b.floats()[bo] += weight * a.floats()[ao];
    } else {
      Kernels.get().elementwise().axpy(weight, a.floats(), ao, b.floats(), bo, run);
    }
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.zeros(saved.sizes(0));
    walk(dx, dy, false);
    return GradShapes.of(dx);
  }
}
