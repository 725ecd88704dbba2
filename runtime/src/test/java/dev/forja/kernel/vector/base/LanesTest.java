package dev.forja.kernel.vector.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    // The build sets this when it runs these tests for each width.
    String asked = System.getProperty("forja.vector.bits");
    assertThat(Lanes.SPECIES).isEqualTo(Lanes.species(asked));
  }

  @Test
  void anotherWidthIsAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Lanes.species("64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "forja.vector.bits: '64' is not a vector width; give 128, 256 or 512, or leave it out");
  }
}
