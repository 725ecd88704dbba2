package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.PASSES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.forja.kernel.SoftmaxKernels;
import dev.forja.kernel.vector.base.LaneReduce;
import dev.forja.kernel.vector.base.Lanes;
import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.base.Sums;
import dev.forja.kernel.vector.elementwise.Exponentials;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax of rows. A row that does not fill whole vectors is processed in {@link Scratch}, padded
 * with values that change neither maximum nor sum, so a result does not depend on the position of
 * an element.
 *
 * <p>Each loop is a separate method with a single caller: the compiler stops inlining when a method
 * holds some fifty vector operations, and vector code that is not inlined allocates.
 */
public final class VectorSoftmax implements SoftmaxKernels {
  /**
   * The maximum numbers of rows, and of floats, that are processed together, so that they stay in
   * the cache.
   */
  private static final int ROWS = 4;

  private static final int BLOCK = 1 << 11;

  @Override
  public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    int width = padded(cols);
    int most = Math.clamp(BLOCK / Math.max(1, width), 1, ROWS);
    Scratch scratch = Scratch.take();
    for (int r = 0; r < rows; r += most) {
      int count = Math.min(most, rows - r);
      if (cols == width) {
        block(x, xo + r * cols, y, yo + r * cols, count, width, scratch.tail);
      } else {
        float[] padded = scratch.rows(most * width);
        for (int i = 0; i < count; i++) {
          pad(x, xo + (r + i) * cols, cols, padded, i * width, Float.NEGATIVE_INFINITY);
        }
        block(padded, 0, padded, 0, count, width, scratch.tail);
        for (int i = 0; i < count; i++) {
          System.arraycopy(padded, i * width, y, yo + (r + i) * cols, cols);
        }
      }
    }
    scratch.giveBack();
  }

  /**
   * Softmax of several whole rows. Each step is done for all rows before the next step, because
   * consecutive steps of one row depend on each other and those of different rows do not.
   */
  private static void block(
      float[] x, int xo, float[] y, int yo, int rows, int width, float[] perRow) {
    for (int r = 0; r < rows; r++) {
      perRow[r] = max(x, xo + r * width, width);
    }
    for (int r = 0; r < rows; r++) {
      perRow[r] = exponentials(x, xo + r * width, y, yo + r * width, width, perRow[r]);
    }
    for (int r = 0; r < rows; r++) {
      scale(y, yo + r * width, width, 1 / perRow[r]);
    }
  }

  @Override
  public void softmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    int lanes = Sums.whole(cols);
    int whole = SPECIES.loopBound(cols);
    for (int r = 0; r < rows; r++) {
      int yr = yo + r * cols;
      int dyr = dyo + r * cols;
      int dxr = dxo + r * cols;
      float dot = Sums.dot(y, yr, dy, dyr, lanes);
      for (int c = lanes; c < cols; c++) {
        dot = Math.fma(y[yr + c], dy[dyr + c], dot);
      }
      for (int c = 0; c < whole; c += LANES) {
        FloatVector v = FloatVector.fromArray(SPECIES, dy, dyr + c).sub(dot);
        v.mul(FloatVector.fromArray(SPECIES, y, yr + c)).intoArray(dx, dxr + c);
      }
      for (int c = whole; c < cols; c++) {
        dx[dxr + c] = y[yr + c] * (dy[dyr + c] - dot);
      }
    }
  }

  @Override
  public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    int width = padded(cols);
    if (cols == width) {
      for (int at = 0; at < rows * cols; at += cols) {
        logSoftmaxRow(x, xo + at, width, x, xo + at, y, yo + at, cols);
      }
      return;
    }
    Scratch scratch = Scratch.take();
    float[] padded = scratch.rows(width);
    for (int at = 0; at < rows * cols; at += cols) {
      pad(x, xo + at, cols, padded, 0, Float.NEGATIVE_INFINITY);
      logSoftmaxRow(padded, 0, width, x, xo + at, y, yo + at, cols);
    }
    scratch.giveBack();
  }

  /**
   * One row of x. The same row, filled up to whole vectors, begins at {@code from} of {@code in}.
   */
  private static void logSoftmaxRow(
      float[] in, int from, int width, float[] x, int xr, float[] y, int yr, int cols) {
    float max = max(in, from, width);
    float log = (float) StrictMath.log(sumOfExponentials(in, from, width, max));
    subtract(x, xr, y, yr, cols, max, log);
  }

  @Override
  public void logSoftmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    int width = padded(cols);
    if (cols == width) {
      for (int at = 0; at < rows * cols; at += cols) {
        minusShare(y, yo + at, dy, dyo + at, dx, dxo + at, width, sum(dy, dyo + at, cols));
      }
      return;
    }
    Scratch scratch = Scratch.take();
    float[] padded = scratch.rows(2 * width);
    for (int at = 0; at < rows * cols; at += cols) {
      pad(dy, dyo + at, cols, padded, 0, 0f);
      pad(y, yo + at, cols, padded, width, 0f);
      minusShare(padded, width, padded, 0, padded, 0, width, sum(dy, dyo + at, cols));
      System.arraycopy(padded, 0, dx, dxo + at, cols);
    }
    scratch.giveBack();
  }

  private static int padded(int cols) {
    return Math.ceilDiv(cols, LANES) * LANES;
  }

  private static void pad(float[] from, int offset, int n, float[] row, int at, float with) {
    System.arraycopy(from, offset, row, at, n);
    Arrays.fill(row, at + n, at + padded(n), with);
  }

  /** The largest element of a row. NaN is ignored here, because it reappears in the sum. */
  private static float max(float[] x, int xr, int n) {
    FloatVector even = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector odd = even;
    int c = 0;
    for (; c + 2 * LANES <= n; c += 2 * LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xr + c);
      FloatVector b = FloatVector.fromArray(SPECIES, x, xr + c + LANES);
      even = even.blend(a, a.compare(GT, even));
      odd = odd.blend(b, b.compare(GT, odd));
    }
    if (c < n) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xr + c);
      even = even.blend(a, a.compare(GT, even));
    }
    return LaneReduce.max(even.blend(odd, odd.compare(GT, even)));
  }

  /**
   * {@code y = e^(x - max)}, and its sum. A vector that holds all lanes adds on the way; narrower
   * ones add the lanes afterwards, because several exponentials in one loop are not inlined.
   */
  private static float exponentials(float[] x, int xr, float[] y, int yr, int n, float max) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int c = 0; c < n; c += LANES) {
      FloatVector e = Exponentials.expUpToZero(FloatVector.fromArray(SPECIES, x, xr + c).sub(max));
      e.intoArray(y, yr + c);
      sum = sum.add(e);
    }
    return LANES == ALL ? LaneReduce.sum(sum) : lanes(y, yr, n);
  }

  /** The sum of the elements, with one partial sum for each lane. */
  private static float lanes(float[] y, int yr, int n) {
    FloatVector first = FloatVector.zero(SPECIES);
    FloatVector pair = first;
    for (int pass = 0; pass < PASSES; pass++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int c = Lanes.lane(pass); c < n; c += ALL) {
        sum = sum.add(FloatVector.fromArray(SPECIES, y, yr + c));
      }
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  private static float sumOfExponentials(float[] x, int xr, int n, float max) {
    FloatVector first = FloatVector.zero(SPECIES);
    FloatVector pair = first;
    for (int pass = 0; pass < PASSES; pass++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int c = Lanes.lane(pass); c < n; c += ALL) {
        sum = sum.add(Exponentials.expUpToZero(FloatVector.fromArray(SPECIES, x, xr + c).sub(max)));
      }
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  private static void scale(float[] y, int yr, int n, float by) {
    for (int c = 0; c < n; c += LANES) {
      FloatVector.fromArray(SPECIES, y, yr + c).mul(by).intoArray(y, yr + c);
    }
  }

  private static void subtract(
      float[] x, int xr, float[] y, int yr, int n, float first, float second) {
    int c = 0;
    for (; c < SPECIES.loopBound(n); c += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xr + c);
      v.sub(first).sub(second).intoArray(y, yr + c);
    }
    for (; c < n; c++) {
      y[yr + c] = x[xr + c] - first - second;
    }
  }

  private static float sum(float[] x, int xo, int n) {
    int whole = Sums.whole(n);
    float sum = Sums.sum(x, xo, whole);
    for (int c = whole; c < n; c++) {
      sum += x[xo + c];
    }
    return sum;
  }

  /** {@code dx = dy - e^y * sum}. */
  private static void minusShare(
      float[] y, int yr, float[] dy, int dyr, float[] dx, int dxr, int n, float sum) {
    for (int c = 0; c < n; c += LANES) {
      FloatVector e = Exponentials.expUpToZero(FloatVector.fromArray(SPECIES, y, yr + c));
      FloatVector.fromArray(SPECIES, dy, dyr + c).sub(e.mul(sum)).intoArray(dx, dxr + c);
    }
  }
}
