package dev.forja.kernel.vector.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.EveryWidth;
import org.junit.jupiter.api.Test;

/** Packing reads no element outside of a matrix that fills its array to the end. */
final class PackingTest {
  @Test
  @EveryWidth
  void theLastElementsOfAnArrayArePackedToo() {
    for (boolean transposed : new boolean[] {false, true}) {
      for (int k = 1; k <= 5; k++) {
        for (int m = 1; m <= 30; m++) {
          float[] a = new float[m * k];
          for (int i = 0; i < a.length; i++) {
            a[i] = i + 1;
          }
          LeftOperand left = new LeftOperand(a, 0, transposed, transposed ? m : k);
          float[] to = new float[Packing.size(m, Tile.steps(k))];
          Packing.left(left, 0, m, 0, k, to, 0);
          for (int row = 0; row < m; row++) {
            for (int step = 0; step < k; step++) {
              int panel = row / Tile.ROWS * Tile.ROWS * Tile.steps(k);
              assertThat(to[panel + step * Tile.ROWS + row % Tile.ROWS])
                  .isEqualTo(a[left.at(row, step)]);
            }
          }
        }
      }
    }
  }
}
