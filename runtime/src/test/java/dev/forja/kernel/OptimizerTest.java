package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.parallel.ParallelOptimizer;
import java.util.ArrayList;
import java.util.List;
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

  private static List<OptimizerStep> steps() {
    List<OptimizerStep> all = new ArrayList<>();
    for (float some : new float[] {0f, 0.02f}) {
      for (boolean on : new boolean[] {false, true}) {
        all.add(new OptimizerStep.Moments(1 - some, some, 0.9, 0.999, 1e-8f, 1.5f, some, 0.1f, on));
        all.add(new OptimizerStep.Rmsprop(0.1f, 0.99, 1e-8f, some, some, on));
        all.add(new OptimizerStep.Adagrad(0.1f, on ? 0f : 1e-8f, some));
      }
    }
    return all;
  }

  @Test
  void otherStepsHaveTheSameBitsPlainVectorAndShared() {
    OptimizerKernels shared = new ParallelOptimizer(vector);
    for (OptimizerStep step : steps()) {
      for (int n : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 207, 702, 70_001}) {
        for (boolean wild : new boolean[] {false, true}) {
          float[] g = wild ? Ranges.wild(random, 1, n) : Ranges.normal(random, 1, n);
          List<float[]> given = new ArrayList<>();
          for (int i = 0; i <= step.states(); i++) {
            float[] values = wild ? Ranges.wild(random, 2, n) : Ranges.normal(random, 2, n);
            for (int j = 2; i == 1 && j < 2 + n; j++) {
              values[j] = Math.abs(values[j]);
            }
            given.add(values);
          }
          List<float[]> expected = run(scalar, step, n, g, given);
          for (OptimizerKernels kernels : List.of(vector, shared)) {
            List<float[]> actual = run(kernels, step, n, g, given);
            for (int i = 0; i < expected.size(); i++) {
              String what = "%s, n %d, wild %s, array %d".formatted(step, n, wild, i);
              Ranges.assertSameBits(what, expected.get(i), actual.get(i));
            }
          }
        }
      }
    }
  }

  /** The parameter and the states after a step. */
  private static List<float[]> run(
      OptimizerKernels kernels, OptimizerStep step, int n, float[] g, List<float[]> given) {
    List<float[]> after = given.stream().map(float[]::clone).toList();
    OptimizerStep.State[] states =
        after.stream()
            .skip(1)
            .map(values -> new OptimizerStep.State(values, 2))
            .toArray(OptimizerStep.State[]::new);
    kernels.step(step, n, after.getFirst(), 2, g, 1, states);
    return after;
  }
}
