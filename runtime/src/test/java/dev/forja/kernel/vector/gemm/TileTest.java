package dev.forja.kernel.vector.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.vector.base.Lanes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("every-width")
final class TileTest {
  @Test
  void tilesFitTheRegistersOfTheirWidth() {
    // Accumulators, the vectors of B and one of A fit in 16 registers with 8 lanes, otherwise in
    // 32.
    int vectors = Tile.COLS / Lanes.LANES;
    assertThat(vectors * Tile.ROWS + vectors + 1).isLessThanOrEqualTo(Lanes.LANES == 8 ? 16 : 32);
    assertThat(Blocks.M % Tile.ROWS).isZero();
    assertThat(Blocks.K % Tile.STEPS).isZero();
  }
}
