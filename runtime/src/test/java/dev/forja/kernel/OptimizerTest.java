package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scalar and vector kernels do the same operations in the same order, so the bits are the same. */
@EveryWidth
final class OptimizerTest {
  private final Random random = new Random(17);
  private final OptimizerKernels scalar = Ranges.scalar().optimizer();
  private final OptimizerKernels vector = Ranges.vector().optimizer();

  @Test
  void sgdHasTheSameBitsInEveryVariant() {
    for (int n : Ranges.SIZES) {
      for (int variant = 0; variant < 8; variant++) {
        float momentum = (variant & 1) == 0 ? 0f : 0.9f;
        boolean nesterov = (variant & 2) != 0;
        boolean first = (variant & 4) != 0;
        float[] g = Ranges.normal(random, 1, n);
        float[] p = Ranges.normal(random, 2, n);
        // The first step must not read the velocity.
        float[] v = first ? Ranges.canaries(n + 10) : Ranges.normal(random, 3, n);
        if (first) {
          java.util.Arrays.fill(v, 3, 3 + n, Float.NaN);
        }
        float[] q = p.clone();
        float[] w = v.clone();
        SgdStep step = new SgdStep(0.1f, momentum, 0.2f, 0.01f, nesterov, first);
        scalar.sgd(step, n, p, 2, g, 1, v, 3);
        vector.sgd(step, n, q, 2, g, 1, w, 3);
        assertThat(q).as("p, n %d variant %d", n, variant).isEqualTo(p);
        assertThat(w).as("v, n %d variant %d", n, variant).isEqualTo(v);
      }
    }
  }

  @Test
  void adamwHasTheSameBits() {
    for (int n : Ranges.SIZES) {
      float[] g = Ranges.normal(random, 1, n);
      float[] p = Ranges.normal(random, 2, n);
      float[] m = Ranges.normal(random, 3, n);
      float[] v = Ranges.normal(random, 4, n);
      for (int i = 0; i < n; i++) {
        v[4 + i] = Math.abs(v[4 + i]);
      }
      float[] p2 = p.clone();
      float[] m2 = m.clone();
      float[] v2 = v.clone();
      AdamwStep step = new AdamwStep(0.99f, 0.9, 0.999, 1e-8f, 1e-2f, 0.03f);
      scalar.adamw(step, n, p, 2, g, 1, m, 3, v, 4);
      vector.adamw(step, n, p2, 2, g, 1, m2, 3, v2, 4);
      assertThat(p2).isEqualTo(p);
      assertThat(m2).isEqualTo(m);
      assertThat(v2).isEqualTo(v);
    }
  }
}
