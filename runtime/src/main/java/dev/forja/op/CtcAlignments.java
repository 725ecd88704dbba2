package dev.forja.op;

import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;

/**
 * The alignments of one target to its input, for {@link CtcLossOp}: the target with a blank around
 * each of its classes has {@code 2 s + 1} places, and an alignment stays at a place, goes on by
 * one, or skips a blank between different classes. Not thread-safe.
 */
final class CtcAlignments {
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private final NdArray x;
  private final int batch;
  private final int classes;
  private final int sample;
  private final int steps;
  private final int[] places;
  private final double[][] alpha;

  /** Reads one sample of the dense inputs. */
  CtcAlignments(CtcLossOp op, NdArray[] inputs, int sample) {
    this.x = inputs[0];
    this.batch = x.shape()[1];
    this.classes = x.shape()[2];
    this.sample = sample;
    this.steps = length(inputs[2], sample, x.shape()[0], "input");
    int width = inputs[1].shape()[1];
    int length = length(inputs[3], sample, width, "target");
    this.places = new int[2 * length + 1];
    Arrays.fill(places, op.blank());
    for (int i = 0; i < length; i++) {
      long label = inputs[1].storage().longs()[inputs[1].offset() + sample * width + i];
      places[2 * i + 1] = Indices.place(op, label, classes);
    }
    this.alpha = new double[steps][places.length];
  }

  private static int length(NdArray lengths, int sample, int most, String what) {
    long length = lengths.storage().longs()[lengths.offset() + sample];
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          "ctc_loss: the %s lengths %s: %d of sample %d: expected 0 to %d"
              .formatted(what, Shapes.show(lengths.shape()), length, sample, most));
    }
    return (int) length;
  }

  private double log(int step, int place) {
    return x.floats()[x.offset() + (step * batch + sample) * classes + places[place]];
  }

  /** Whether an alignment may go to a place from the one two before it. */
  private boolean skips(int place) {
    return place >= 2 && places[place] != places[place - 2];
  }

  private static double add(double a, double b) {
    if (a == NONE || b == NONE) {
      return a == NONE ? b : a;
    }
    return PairKind.LOGADDEXP.at(a, b);
  }

  /** The logarithm of the probability of all alignments. */
  double forward() {
    int count = places.length;
    if (steps == 0) {
      return count == 1 ? 0 : NONE;
    }
    Arrays.fill(alpha[0], NONE);
    for (int s = 0; s < Math.min(2, count); s++) {
      alpha[0][s] = log(0, s);
    }
    for (int t = 1; t < steps; t++) {
      for (int s = 0; s < count; s++) {
        double sum = alpha[t - 1][s];
        sum = s >= 1 ? add(sum, alpha[t - 1][s - 1]) : sum;
        sum = skips(s) ? add(sum, alpha[t - 1][s - 2]) : sum;
        alpha[t][s] = sum + log(t, s);
      }
    }
    double[] last = alpha[steps - 1];
    return count == 1 ? last[0] : add(last[count - 1], last[count - 2]);
  }

  /** Adds the gradient of this sample; {@link #forward} has run. */
  void backward(double likelihood, double dy, NdArray dx) {
    int count = places.length;
    double[] beta = new double[count];
    double[] share = new double[classes];
    for (int t = steps - 1; t >= 0; t--) {
      double[] behind = beta;
      beta = new double[count];
      Arrays.fill(share, NONE);
      for (int s = count - 1; s >= 0; s--) {
        double sum = t == steps - 1 ? (s >= count - 2 ? 0 : NONE) : behind[s];
        if (t < steps - 1) {
          sum = s + 1 < count ? add(sum, behind[s + 1]) : sum;
          sum = s + 2 < count && skips(s + 2) ? add(sum, behind[s + 2]) : sum;
        }
        beta[s] = sum + log(t, s);
        share[places[s]] = add(share[places[s]], alpha[t][s] + sum);
      }
      int row = (t * batch + sample) * classes;
      for (int c = 0; c < classes; c++) {
        double log = x.floats()[x.offset() + row + c];
        double slope = StrictMath.exp(log) - StrictMath.exp(share[c] - likelihood);
        dx.floats()[dx.offset() + row + c] = (float) (slope * dy);
      }
    }
  }
}
