package dev.forja.kernel.scalar;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.PoolingKernels;
import dev.forja.kernel.Spans;
import java.util.Arrays;

/** Pooling as plain loops: the specification. */
public final class ScalarPooling implements PoolingKernels {
  @Override
  public void max(
      int planes,
      ConvAxis rows,
      ConvAxis columns,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] index,
      int io) {
    int inPlane = rows.in() * columns.in();
    int done = 0;
    for (int p = 0; p < planes; p++) {
      int plane = xo + p * inPlane;
      for (int i = 0; i < rows.out(); i++) {
        for (int j = 0; j < columns.out(); j++) {
          int best = largest(rows, columns, i, j, x, plane);
          y[yo + done] = x[plane + best];
          index[io + done] = best;
          done++;
        }
      }
    }
  }

  private static int largest(ConvAxis rows, ConvAxis columns, int i, int j, float[] x, int plane) {
    int top = firstInside(rows, i);
    int left = firstInside(columns, j);
    int bottom = end(rows, i);
    int right = end(columns, j);
    int best = top * columns.in() + left;
    float max = Float.NEGATIVE_INFINITY;
    for (int r = top; r < bottom; r += rows.dilation()) {
      for (int c = left; c < right; c += columns.dilation()) {
        float value = x[plane + r * columns.in() + c];
        if (value > max || Float.isNaN(value)) {
          max = value;
          best = r * columns.in() + c;
        }
      }
    }
    return best;
  }

  private static int firstInside(ConvAxis axis, int output) {
    int start = axis.start(output);
    return start >= 0 ? start : start + Math.ceilDiv(-start, axis.dilation()) * axis.dilation();
  }

  private static int end(ConvAxis axis, int output) {
    return Math.min(axis.in(), axis.start(output) + (axis.kernel() - 1) * axis.dilation() + 1);
  }

  @Override
  public void maxGrad(
      int planes,
      int inPlane,
      int outPlane,
      float[] dy,
      int dyo,
      int[] index,
      int io,
      float[] dx,
      int dxo) {
    Arrays.fill(dx, dxo, dxo + planes * inPlane, 0);
    for (int p = 0; p < planes; p++) {
      for (int i = p * outPlane; i < (p + 1) * outPlane; i++) {
        dx[dxo + p * inPlane + index[io + i]] += dy[dyo + i];
      }
    }
  }

  @Override
  public void average(
      int planes, Spans rows, Spans columns, int divisor, float[] x, int xo, float[] y, int yo) {
    int inPlane = rows.in() * columns.in();
    int done = yo;
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < rows.out(); i++) {
        for (int j = 0; j < columns.out(); j++) {
          float sum = 0;
          for (int r = rows.from()[i]; r < rows.to()[i]; r++) {
            int row = xo + p * inPlane + r * columns.in();
            for (int c = columns.from()[j]; c < columns.to()[j]; c++) {
              sum += x[row + c];
            }
          }
          y[done++] = share(rows, columns, i, j, divisor, sum);
        }
      }
    }
  }

  @Override
  public void averageGrad(
      int planes,
      Spans rows,
      Spans columns,
      int divisor,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo) {
    int inPlane = rows.in() * columns.in();
    Arrays.fill(dx, dxo, dxo + planes * inPlane, 0);
    int done = dyo;
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < rows.out(); i++) {
        for (int j = 0; j < columns.out(); j++) {
          float share = share(rows, columns, i, j, divisor, dy[done++]);
          for (int r = rows.from()[i]; r < rows.to()[i]; r++) {
            int row = dxo + p * inPlane + r * columns.in();
            for (int c = columns.from()[j]; c < columns.to()[j]; c++) {
              dx[row + c] += share;
            }
          }
        }
      }
    }
  }

  /** The mean of a window; 0 for a window without inputs, even if its divisor is 0. */
  private static float share(Spans rows, Spans columns, int i, int j, int divisor, float sum) {
    if (rows.from()[i] == rows.to()[i] || columns.from()[j] == columns.to()[j]) {
      return 0;
    }
    return sum / (divisor != 0 ? divisor : rows.size()[i] * columns.size()[j]);
  }
}
