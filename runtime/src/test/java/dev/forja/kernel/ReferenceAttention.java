package dev.forja.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attention, the reference for the error of the kernels. It passes over the sources once; when a
 * larger score appears, the sums so far are scaled down (Milakov and Gimelshein, arXiv:1805.02867).
 */
final class ReferenceAttention implements AttentionKernels {
  @Override
  public void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y) {
    if (a.depth() == 0) {
      return;
    }
    for (int head = 0; head < q.offsets().length; head++) {
      for (int row = 0; row < a.length(); row++) {
        row(a, q, k, v, mask, y, head, row);
      }
    }
  }

  private static void row(
      Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y, int head, int row) {
    float[] out = y.values();
    int yr = y.at(head, row);
    Arrays.fill(out, yr, yr + a.depth(), 0f);
    float max = Float.NEGATIVE_INFINITY;
    float sum = 0;
    for (int source = 0; source < a.seenAlone(row); source++) {
      float score = a.scale() * dot(q, q.at(head, row), k, k.at(head, source), a.width());
      if (mask != null) {
        score += mask.values()[mask.at(head, row) + source];
      }
      if (score == Float.NEGATIVE_INFINITY) {
        continue;
      }
      if (score > max) {
        float before = (float) Math.exp(max - score);
        scale(out, yr, a.depth(), before);
        sum *= before;
        max = score;
      }
      float weight = (float) Math.exp(score - max);
      sum += weight;
      int vr = v.at(head, source);
      for (int d = 0; d < a.depth(); d++) {
        out[yr + d] += weight * v.values()[vr + d];
      }
    }
    scale(out, yr, a.depth(), sum == 0 ? 0 : 1 / sum);
  }

  private static float dot(Heads q, int qr, Heads k, int kr, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += q.values()[qr + i] * k.values()[kr + i];
    }
    return sum;
  }

  private static void scale(float[] y, int yo, int n, float by) {
    for (int i = 0; i < n; i++) {
      y[yo + i] *= by;
    }
  }
}
