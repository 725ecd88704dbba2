package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.INTS;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.parallel.ScratchPool;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** Max pooling with adjacent windows of two by two elements, the most common pooling. */
final class MaxPool2x2 {
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, i -> 2 * i);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(SPECIES, i -> 2 * i + 1);
  private static final IntVector PLACES = IntVector.zero(INTS).addIndex(2);
  private static final ScratchPool<MaxPool2x2> POOL = new ScratchPool<>(MaxPool2x2::new);

  private float[] values = {};
  private int[] places = {};

  private MaxPool2x2() {}

  static MaxPool2x2 take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }

  /** Whether these windows are two by two, adjacent, and entirely inside the image. */
  static boolean suits(ConvAxis rows, ConvAxis columns) {
    return suits(rows) && suits(columns);
  }

  private static boolean suits(ConvAxis axis) {
    return axis.kernel() == 2
        && axis.stride() == 2
        && axis.pad() == 0
        && axis.dilation() == 1
        && 2 * axis.out() <= axis.in();
  }

  /**
   * The number of planes that can be pooled with vectors: they read beyond the last window of a
   * row, but must not read beyond the end of the array.
   */
  static int planes(int planes, ConvAxis rows, ConvAxis columns, float[] x, int xo) {
    int plane = rows.in() * columns.in();
    int last = (2 * rows.out() - 1) * columns.in() + Math.ceilDiv(columns.out(), LANES) * 2 * LANES;
    int room = x.length - xo - last;
    return room < 0 ? 0 : Math.min(planes, room / plane + 1);
  }

  void run(
      int planes,
      ConvAxis rows,
      ConvAxis columns,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] index,
      int io) {
    int in = rows.in() * columns.in();
    int out = rows.out() * columns.out();
    if (values.length < out + LANES) {
      values = new float[out + LANES];
      places = new int[out + LANES];
    }
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < rows.out(); i++) {
        row(x, xo + p * in, 2 * i * columns.in(), columns, i * columns.out());
      }
      System.arraycopy(values, 0, y, yo + p * out, out);
      System.arraycopy(places, 0, index, io + p * out, out);
    }
  }

  /**
   * Computes one row of outputs; the elements written beyond its end are overwritten by the next
   * row.
   */
  private void row(float[] x, int plane, int first, ConvAxis columns, int to) {
    int width = columns.in();
    for (int j = 0; j < columns.out(); j += LANES) {
      int at = plane + first + 2 * j;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + width);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES);
      FloatVector best = a.rearrange(EVEN, b);
      IntVector place = PLACES.add(first + 2 * j);
      IntVector bestPlace = place;

      FloatVector v = a.rearrange(ODD, b);
      VectorMask<Float> better = v.compare(GT, best).or(v.test(IS_NAN));
      best = best.blend(v, better);
      bestPlace = bestPlace.blend(place.add(1), better.cast(INTS));

      v = c.rearrange(EVEN, d);
      better = v.compare(GT, best).or(v.test(IS_NAN));
      best = best.blend(v, better);
      bestPlace = bestPlace.blend(place.add(width), better.cast(INTS));

      v = c.rearrange(ODD, d);
      better = v.compare(GT, best).or(v.test(IS_NAN));
      best = best.blend(v, better);
      bestPlace = bestPlace.blend(place.add(width + 1), better.cast(INTS));

      best.intoArray(values, to + j);
      bestPlace.intoArray(places, to + j);
    }
  }
}
