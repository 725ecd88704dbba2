package dev.forja.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.kernel.vector.base.Lanes;
import dev.forja.kernel.vector.gemm.Blocks;
import dev.forja.kernel.vector.gemm.Tile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("every-width")
final class LanesTest {
  @Test
  void theWidthIsTheOneAskedFor() {
    assertThat(Lanes.species("128").length()).isEqualTo(4);
    assertThat(Lanes.species("256").length()).isEqualTo(8);
    assertThat(Lanes.species("512").length()).isEqualTo(16);
    assertThat(Lanes.LANES).isIn(4, 8, 16);
    // Set by the executions of the build that run these tests at each width.
    String asked = System.getProperty("forja.vector.bits");
    assertThat(Lanes.SPECIES).isEqualTo(Lanes.species(asked));
  }

  @Test
  void anotherWidthIsAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Lanes.species("64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forja.vector.bits: '64' is no width; give 128, 256 or 512, or leave it out");
  }

  @Test
  void tilesFitTheRegistersOfTheirWidth() {
    // Accumulators, three vectors of B and one of A: 16 registers with 8 lanes, else 32.
    assertThat(3 * Tile.ROWS + 4).isLessThanOrEqualTo(Lanes.LANES == 8 ? 16 : 32);
    assertThat(Blocks.M % Tile.ROWS).isZero();
    assertThat(Blocks.K % Tile.STEPS).isZero();
  }
}
