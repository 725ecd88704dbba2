package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One convolution and its gradients. Inputs are surrounded by NaNs, which would spoil the result if
 * they were read, and outputs by canaries. The reference is summed in double, term by term.
 */
final class ConvolutionCase {
  private static final int IN = 3;
  private static final int OUT = 5;
  private static final double EPS = Math.ulp(1f) / 2;

  private final Convolution c;
  private final float[] x;
  private final float[] w;
  private final float @Nullable [] b;
  private final float[] dy;
  private final Sums y;
  private final Sums dx;
  private final Sums dw;

  /** Sums in double, with the number of their terms and the sum of the magnitudes of the terms. */
  private static final class Sums {
    final double[] values;
    final double[] sizes;
    final int[] terms;

    Sums(int n) {
      values = new double[n];
      sizes = new double[n];
      terms = new int[n];
    }

    void add(int at, double term) {
      values[at] += term;
      sizes[at] += Math.abs(term);
      terms[at]++;
    }

    void check(String what, float[] actual) {
      assertThat(actual).hasSize(OUT + values.length + 7);
      for (int i = 0; i < actual.length; i++) {
        int at = i - OUT;
        if (at < 0 || at >= values.length) {
          assertThat(actual[i]).as("outside of %s, at %d", what, at).isEqualTo(Ranges.CANARY);
        } else {
          // The product and the sum of each term are rounded at most once, in any order.
          double error = 2 * (terms[at] + 2) * EPS * sizes[at];
          assertThat(Math.abs(actual[i] - values[at]))
              .as("%s[%d] = %s, not %s", what, at, actual[i], values[at])
              .isLessThanOrEqualTo(error);
        }
      }
    }
  }

  ConvolutionCase(Convolution c, boolean biased, Random random) {
    this.c = c;
    int in = c.images() * c.inChannels() * c.inPlane();
    int out = c.images() * c.outChannels() * c.outPlane();
    x = normal(random, in);
    w = normal(random, c.weights());
    b = biased ? normal(random, c.outChannels()) : null;
    dy = normal(random, out);
    y = new Sums(out);
    dx = new Sums(in);
    dw = new Sums(c.weights());
    addTerms();
  }

  /** The definition of all three, written as plain loops. */
  private void addTerms() {
    for (int n = 0; n < c.images(); n++) {
      for (int o = 0; o < c.outChannels(); o++) {
        for (int i = 0; i < c.rows().out(); i++) {
          for (int j = 0; j < c.columns().out(); j++) {
            int out = ((n * c.outChannels() + o) * c.rows().out() + i) * c.columns().out() + j;
            if (b != null) {
              y.add(out, b[IN + o]);
            }
            addTerms(n, o, i, j, out);
          }
        }
      }
    }
  }

  private void addTerms(int n, int o, int i, int j, int out) {
    int first = o / c.groupOutputs() * c.groupInputs();
    for (int k = 0; k < c.groupInputs() * c.taps(); k++) {
      int channel = k / c.taps();
      int s = k % c.taps() / c.columns().kernel();
      int t = k % c.columns().kernel();
      int row = i * c.rows().stride() - c.rows().pad() + s * c.rows().dilation();
      int column = j * c.columns().stride() - c.columns().pad() + t * c.columns().dilation();
      if (row >= 0 && row < c.rows().in() && column >= 0 && column < c.columns().in()) {
        int plane = n * c.inChannels() + first + channel;
        int in = (plane * c.rows().in() + row) * c.columns().in() + column;
        int weight = o * c.groupInputs() * c.taps() + k;
        y.add(out, (double) w[IN + weight] * x[IN + in]);
        dx.add(in, (double) w[IN + weight] * dy[IN + out]);
        dw.add(weight, (double) x[IN + in] * dy[IN + out]);
      }
    }
  }

  void check(ConvolutionKernels kernels) {
    float[] made = Ranges.canaries(OUT + y.values.length + 7);
    kernels.forward(c, x, IN, w, IN, b, IN, made, OUT, null);
    y.check("y of " + c, made);
    made = Ranges.canaries(OUT + dx.values.length + 7);
    kernels.inputGrad(c, dy, IN, w, IN, made, OUT);
    dx.check("dx of " + c, made);
    made = Ranges.canaries(OUT + dw.values.length + 7);
    kernels.weightGrad(c, x, IN, dy, IN, made, OUT);
    dw.check("dw of " + c, made);
  }

  private static float[] normal(Random random, int n) {
    float[] values = new float[IN + n + 2];
    Arrays.fill(values, Float.NaN);
    for (int i = 0; i < n; i++) {
      values[IN + i] = (float) random.nextGaussian();
    }
    return values;
  }
}
