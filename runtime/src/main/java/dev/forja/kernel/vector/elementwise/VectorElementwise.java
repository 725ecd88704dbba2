package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.Binary;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Unary;
import dev.forja.kernel.vector.base.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Elementwise kernels. The elements left over at the end are processed by the plain loop, which
 * gives the same bits; those of functions, which take it longer, as one more, padded vector.
 */
public record VectorElementwise(ElementwiseKernels scalar) implements ElementwiseKernels {
  @Override
  public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    int whole = SPECIES.loopBound(n);
    VectorUnary.apply(f, x, xo, y, yo, whole);
    int rest = n - whole;
    if (rest > 0) {
      Scratch scratch = Scratch.take();
      float[] tail = scratch.tail;
      pad(x, xo + whole, rest, tail, 0);
      VectorUnary.apply(f, tail, 0, tail, 0, LANES);
      System.arraycopy(tail, 0, y, yo + whole, rest);
      scratch.giveBack();
    }
  }

  @Override
  public void unaryGrad(
      Unary f,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int n) {
    boolean readsY = f.gradReadsOutput();
    float[] v = readsY ? y : x;
    int vo = readsY ? yo : xo;
    int whole = SPECIES.loopBound(n);
    VectorUnaryGrad.apply(f, v, vo, dy, dyo, dx, dxo, whole);
    int rest = n - whole;
    if (rest > 0) {
      Scratch scratch = Scratch.take();
      float[] tail = scratch.tail;
      if (readsY || f.gradReadsInput()) {
        pad(v, vo + whole, rest, tail, 0);
      }
      pad(dy, dyo + whole, rest, tail, LANES);
      VectorUnaryGrad.apply(f, tail, 0, tail, LANES, tail, LANES, LANES);
      System.arraycopy(tail, LANES, dx, dxo + whole, rest);
      scratch.giveBack();
    }
  }

  private static void pad(float[] from, int offset, int n, float[] tail, int at) {
    System.arraycopy(from, offset, tail, at, n);
    Arrays.fill(tail, at + n, at + LANES, 0f);
  }

  @Override
  public void binary(
      Binary f,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int bStep,
      float[] y,
      int yo,
      int n) {
    int whole = aStep == 0 && bStep == 0 ? 0 : SPECIES.loopBound(n);
    if (whole > 0) {
      if (aStep == 0) {
        VectorBinary.applyLeft(f, a[ao], b, bo, y, yo, whole);
      } else if (bStep == 0) {
        VectorBinary.applyRight(f, a, ao, b[bo], y, yo, whole);
      } else {
        VectorBinary.apply(f, a, ao, b, bo, y, yo, whole);
      }
    }
    scalar.binary(
        f, a, ao + whole * aStep, aStep, b, bo + whole * bStep, bStep, y, yo + whole, n - whole);
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector scaled = FloatVector.fromArray(SPECIES, x, xo + i).mul(alpha);
      FloatVector.fromArray(SPECIES, y, yo + i).add(scaled).intoArray(y, yo + i);
    }
    scalar.axpy(alpha, x, xo + whole, y, yo + whole, n - whole);
  }
}
