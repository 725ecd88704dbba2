package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.forja.kernel.SoftmaxKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Softmax by row. What is left over at the end of a row becomes one more vector, padded in {@link
 * Scratch} with what changes neither maximum nor sum.
 */
final class VectorSoftmax implements SoftmaxKernels {
  @Override
  public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    int whole = SPECIES.loopBound(cols);
    int rest = cols - whole;
    float[] tail = Scratch.get().tail;
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      pad(x, xr + whole, rest, tail, 0, Float.NEGATIVE_INFINITY);
      float max = max(x, xr, whole, tail);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int c = 0; c < whole; c += LANES) {
        FloatVector e = Exponentials.exp(FloatVector.fromArray(SPECIES, x, xr + c).sub(max));
        e.intoArray(y, yr + c);
        sum = sum.add(e);
      }
      if (rest > 0) {
        FloatVector e = Exponentials.exp(FloatVector.fromArray(SPECIES, tail, 0).sub(max));
        e.intoArray(tail, 0);
        System.arraycopy(tail, 0, y, yr + whole, rest);
        sum = sum.add(e);
      }
      float scale = 1 / Fold.sum(sum);
      for (int c = 0; c < whole; c += LANES) {
        FloatVector.fromArray(SPECIES, y, yr + c).mul(scale).intoArray(y, yr + c);
      }
      for (int c = whole; c < cols; c++) {
        y[yr + c] *= scale;
      }
    }
  }

  @Override
  public void softmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    int whole = SPECIES.loopBound(cols);
    for (int r = 0; r < rows; r++) {
      int yr = yo + r * cols;
      int dyr = dyo + r * cols;
      int dxr = dxo + r * cols;
      FloatVector partial = FloatVector.zero(SPECIES);
      for (int c = 0; c < whole; c += LANES) {
        FloatVector v = FloatVector.fromArray(SPECIES, y, yr + c);
        partial = v.fma(FloatVector.fromArray(SPECIES, dy, dyr + c), partial);
      }
      float dot = Fold.sum(partial);
      for (int c = whole; c < cols; c++) {
        dot += y[yr + c] * dy[dyr + c];
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
    int whole = SPECIES.loopBound(cols);
    int rest = cols - whole;
    float[] tail = Scratch.get().tail;
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      pad(x, xr + whole, rest, tail, 0, Float.NEGATIVE_INFINITY);
      float max = max(x, xr, whole, tail);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int c = 0; c < whole; c += LANES) {
        sum = sum.add(Exponentials.exp(FloatVector.fromArray(SPECIES, x, xr + c).sub(max)));
      }
      if (rest > 0) {
        sum = sum.add(Exponentials.exp(FloatVector.fromArray(SPECIES, tail, 0).sub(max)));
      }
      float log = (float) Math.log(Fold.sum(sum));
      for (int c = 0; c < whole; c += LANES) {
        FloatVector v = FloatVector.fromArray(SPECIES, x, xr + c);
        v.sub(max).sub(log).intoArray(y, yr + c);
      }
      for (int c = whole; c < cols; c++) {
        y[yr + c] = x[xr + c] - max - log;
      }
    }
  }

  @Override
  public void logSoftmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    int whole = SPECIES.loopBound(cols);
    int rest = cols - whole;
    float[] tail = Scratch.get().tail;
    for (int r = 0; r < rows; r++) {
      int yr = yo + r * cols;
      int dyr = dyo + r * cols;
      int dxr = dxo + r * cols;
      FloatVector partial = FloatVector.zero(SPECIES);
      for (int c = 0; c < whole; c += LANES) {
        partial = partial.add(FloatVector.fromArray(SPECIES, dy, dyr + c));
      }
      pad(dy, dyr + whole, rest, tail, 0, 0f);
      float sum = Fold.sum(partial.add(FloatVector.fromArray(SPECIES, tail, 0)));
      for (int c = 0; c < whole; c += LANES) {
        FloatVector e = Exponentials.exp(FloatVector.fromArray(SPECIES, y, yr + c));
        FloatVector.fromArray(SPECIES, dy, dyr + c).sub(e.mul(sum)).intoArray(dx, dxr + c);
      }
      if (rest > 0) {
        pad(y, yr + whole, rest, tail, LANES, 0f);
        FloatVector e = Exponentials.exp(FloatVector.fromArray(SPECIES, tail, LANES));
        FloatVector.fromArray(SPECIES, tail, 0).sub(e.mul(sum)).intoArray(tail, 0);
        System.arraycopy(tail, 0, dx, dxr + whole, rest);
      }
    }
  }

  private static void pad(float[] from, int offset, int n, float[] tail, int at, float with) {
    System.arraycopy(from, offset, tail, at, n);
    Arrays.fill(tail, at + n, at + LANES, with);
  }

  /** The largest of a row, NaN left aside: it comes back through the sum. */
  private static float max(float[] x, int xr, int whole, float[] tail) {
    FloatVector max = FloatVector.fromArray(SPECIES, tail, 0);
    max = max.blend(Float.NEGATIVE_INFINITY, max.compare(GT, Float.NEGATIVE_INFINITY).not());
    for (int c = 0; c < whole; c += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xr + c);
      max = max.blend(v, v.compare(GT, max));
    }
    return max.reduceLanes(MAX);
  }
}
