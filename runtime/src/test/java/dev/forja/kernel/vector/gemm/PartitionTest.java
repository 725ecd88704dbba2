package dev.forja.kernel.vector.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PartitionTest {
  @Test
  void sharesComeOutEvenWhereTheyCan() {
    // 16 rows of tiles by 24 panels for two threads: eight pieces of 8 by 6.
    assertThat(Partition.of(16, 24, 8, 2)).isEqualTo(new Partition(8, 6));
    // Few rows are divided only across; dividing downwards would make each piece read all of B.
    assertThat(Partition.of(2, 24, 8, 2)).isEqualTo(new Partition(2, 3));
    // A single column of panels is divided only downwards.
    assertThat(Partition.of(64, 1, 8, 2)).isEqualTo(new Partition(8, 1));
  }

  @Test
  void noCutHasMorePiecesThanAllowedOrLargerOnesThanThereIs() {
    for (int threads : new int[] {2, 3, 8}) {
      for (int tiles = 1; tiles < 70; tiles += 3) {
        for (int panels = 1; panels < 40; panels += 3) {
          Partition cut = Partition.of(tiles, panels, 4 * threads, threads);
          assertThat(cut.height()).isBetween(1, tiles);
          assertThat(cut.width()).isBetween(1, panels);
          int pieces = Math.ceilDiv(tiles, cut.height()) * Math.ceilDiv(panels, cut.width());
          assertThat(pieces).isLessThanOrEqualTo(4 * threads);
        }
      }
    }
  }
}
