package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@EveryWidth
final class AttentionTest {
  /** Half an ulp of 1. */
  private static final double EPS = Math.ulp(1f) / 2;

  private static final int HEADS = 2;

  private final Random random = new Random(17);
  private final AttentionKernels scalar = Ranges.scalar().attention();
  private final AttentionKernels vector = Ranges.vector().attention();

  /** The mask that is added to the scores. */
  private enum Mask {
    NONE,
    CAUSAL,
    KEYS,
    PAIRS
  }

  @Test
  void agreesOnSizesAroundBlocksAndTiles() {
    for (Mask mask : Mask.values()) {
      for (int length : new int[] {1, 3, 8, 16, 31, 32, 33, 65}) {
        for (int sources : new int[] {1, 7, 8, 9, 16, 33, 70}) {
          assertAgree(length, sources, 8, 8, mask);
        }
      }
      for (int width : new int[] {1, 3, 4, 16, 17, 32, 64, 67}) {
        assertAgree(5, 6, width, 1 + random.nextInt(70), mask);
      }
    }
  }

  /** Heads are inside the rows, with canaries between them, like views of one product. */
  private void assertAgree(int length, int sources, int width, int depth, Mask kind) {
    Heads q = heads(length, width);
    Heads k = heads(sources, width);
    Heads v = heads(sources, depth);
    Heads mask = mask(length, sources, kind);
    float scale = (float) (1 / Math.sqrt(width));
    Attention a = new Attention(length, sources, width, depth, scale, kind == Mask.CAUSAL);
    float[] expected = Ranges.canaries(q.values().length / q.step() * (HEADS * depth + 3));
    float[] actual = expected.clone();
    new ReferenceAttention().attend(a, q, k, v, mask, placed(expected, depth));
    vector.attend(a, q, k, v, mask, placed(actual, depth));
    String what = "%s, mask %s".formatted(a, kind);
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] == Ranges.CANARY) {
        assertThat(actual[i]).as(what).isEqualTo(Ranges.CANARY);
      } else {
        // Scores have {@code width} terms, outputs have {@code sources} terms; values are at most
        // about 5.
        double error = 5 * (16 + Math.sqrt(width) + Math.sqrt(sources)) * EPS;
        assertThat((double) actual[i]).as(what).isCloseTo(expected[i], within(error));
      }
    }
  }

  private Heads heads(int rows, int width) {
    float[] x = Ranges.normal(random, 0, rows * (HEADS * width + 3));
    return placed(x, width);
  }

  private static Heads placed(float[] x, int width) {
    int[] offsets = new int[HEADS];
    Arrays.setAll(offsets, h -> 1 + h * width);
    return new Heads(x, offsets, HEADS * width + 3);
  }

  private @Nullable Heads mask(int length, int sources, Mask kind) {
    if (kind == Mask.NONE || kind == Mask.CAUSAL) {
      return null;
    }
    int rows = kind == Mask.KEYS ? 1 : length;
    float[] mask = Ranges.normal(random, 2, HEADS * rows * sources);
    for (int i = 2; i < 2 + HEADS * rows * sources; i++) {
      mask[i] = random.nextInt(3) == 0 ? Float.NEGATIVE_INFINITY : mask[i];
    }
    int[] offsets = {2, 2 + rows * sources};
    return new Heads(mask, offsets, kind == Mask.KEYS ? 0 : sources);
  }

  @Test
  void aQueryThatSeesNothingGetsZerosAndLargeScoresDoNotOverflow() {
    float[] x = {1000, 0, 0, 1000, -1000, 1, 2, 3};
    float[] shut = new float[4];
    Arrays.fill(shut, Float.NEGATIVE_INFINITY);
    shut[2] = 0;
    for (AttentionKernels kernels : new AttentionKernels[] {scalar, vector}) {
      float[] y = new float[4];
      Heads q = new Heads(x, new int[] {0}, 2);
      Heads v = new Heads(x, new int[] {4}, 2);
      Attention a = new Attention(2, 2, 2, 2, 1, false);
      kernels.attend(a, q, q, v, new Heads(shut, new int[] {0}, 2), new Heads(y, new int[1], 2));
      assertThat(y).containsExactly(0, 0, -1000, 1);
      kernels.attend(a, q, q, v, null, new Heads(y, new int[1], 2));
      assertThat(y).containsExactly(-1000, 1, 2, 3);
    }
  }

  @Test
  void aNaNStaysInItsRowAndAnInfiniteScoreGivesNaN() {
    for (float special : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] x = Ranges.normal(random, 0, 40 * 4);
      x[17 * 4] = special;
      float[] keys = Ranges.normal(random, 0, 9 * 4);
      keys[0] = 1;
      Attention a = new Attention(40, 9, 4, 4, 0.5f, false);
      float[] expected = new float[40 * 4];
      float[] actual = new float[40 * 4];
      Heads q = new Heads(x, new int[1], 4);
      Heads k = new Heads(keys, new int[1], 4);
      scalar.attend(a, q, k, k, null, new Heads(expected, new int[1], 4));
      vector.attend(a, q, k, k, null, new Heads(actual, new int[1], 4));
      for (int i = 0; i < actual.length; i++) {
        assertThat(Float.isNaN(actual[i])).as("at %d", i).isEqualTo(i / 4 == 17);
        assertThat(Float.isNaN(expected[i])).as("at %d", i).isEqualTo(i / 4 == 17);
      }
    }
  }
}
