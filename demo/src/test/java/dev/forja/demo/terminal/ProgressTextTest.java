package dev.forja.demo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressTextTest {
  private static final String MESSAGE = "loss 2.5261, accuracy 21.33 %";

  private final ProgressText text = new ProgressText("images");

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 60, 79, 80, 100, 200})
  void theLineFillsTheWidthAndNeverExceedsIt(int width) {
    for (long done : new long[] {0, 1, 5_000, 7_999, 8_000}) {
      assertThat(text.line("epoch 10/12", done, 8_000, Duration.ofSeconds(9), MESSAGE, width))
          .hasSize(width);
    }
  }

  @Test
  void theMessageStaysWhereTheTerminalIsNarrow() {
    assertThat(text.line("epoch 1/5", 4_000, 8_000, Duration.ofSeconds(4), MESSAGE, 79))
        .startsWith("epoch 1/5  50 % █")
        .contains("  " + MESSAGE)
        .contains("0:04 left")
        .doesNotContain("of 8,000");
  }

  @Test
  void aWideLineSaysEverything() {
    assertThat(text.line("reading", 300, 1_000, Duration.ofSeconds(100), "", 120).stripTrailing())
        .isEqualTo(
            "reading  30 % "
                + "█".repeat(9)
                + "░".repeat(21)
                + "  3:53 left, 3.0 images/s, 300 of 1,000");
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(text.line("reading", 0, 0, Duration.ZERO, "", 60)).startsWith("reading 100 % █");
  }
}
