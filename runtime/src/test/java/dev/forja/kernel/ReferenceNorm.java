package dev.forja.kernel;

/** Batch norm, summed in double: the reference for the error of the kernels. */
final class ReferenceNorm implements NormKernels {
  @Override
  public void moments(Channels c, float[] x, int xo, float[] mean, float[] variance) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      double sum = 0;
      for (int n = 0; n < c.images(); n++) {
        int start = xo + c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          sum += x[i];
        }
      }
      double middle = sum / c.perChannel();
      double squares = 0;
      for (int n = 0; n < c.images(); n++) {
        int start = xo + c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          squares += (x[i] - middle) * (x[i] - middle);
        }
      }
      mean[ch] = (float) middle;
      variance[ch] = (float) (squares / c.perChannel());
    }
  }

  @Override
  public void normalize(
      Channels c,
      float[] x,
      int xo,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y,
      int yo) {
    for (int n = 0; n < c.images(); n++) {
      for (int ch = c.from(); ch < c.to(); ch++) {
        int start = c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          y[yo + i] = (x[xo + i] - mean[ch]) * scale[ch] + shift[ch];
        }
      }
    }
  }

  @Override
  public void normalizeGrad(
      Channels c,
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] mean,
      float[] ofGrad,
      float[] ofInput,
      float[] shift,
      float[] dx,
      int dxo) {
    for (int n = 0; n < c.images(); n++) {
      for (int ch = c.from(); ch < c.to(); ch++) {
        int start = c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          dx[dxo + i] = dy[dyo + i] * ofGrad[ch] + (x[xo + i] - mean[ch]) * ofInput[ch] + shift[ch];
        }
      }
    }
  }

  @Override
  public void products(
      Channels c, float[] x, int xo, float[] dy, int dyo, float[] mean, float[] sum) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      double total = 0;
      for (int n = 0; n < c.images(); n++) {
        int start = c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          total += dy[dyo + i] * (double) (x[xo + i] - mean[ch]);
        }
      }
      sum[ch] = (float) total;
    }
  }

  @Override
  public void sums(Channels c, float[] x, int xo, float[] sum) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      double total = 0;
      for (int n = 0; n < c.images(); n++) {
        int start = xo + c.start(n, ch);
        for (int i = start; i < start + c.plane(); i++) {
          total += x[i];
        }
      }
      sum[ch] = (float) total;
    }
  }
}
