package dev.forja.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxBlocksTest {
  /**
   * The known answers of Random123 1.14, {@code tests/kat_vectors}, for philox4x32 with 10 rounds.
   */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000,"
        + " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff,"
        + " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0,"
        + " d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void knownAnswers(String counter, String key, String expected) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] draws = new int[PhiloxBlocks.DRAWS];
    PhiloxBlocks.block(c[0], c[1], c[2], c[3], k[0], k[1], draws);
    assertThat(draws).containsExactly(words(expected));
  }

  private static int[] words(String hex) {
    String[] parts = hex.split(" ", -1);
    int[] words = new int[parts.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.parseUnsignedInt(parts[i], 16);
    }
    return words;
  }

  @Test
  void aFillDependsOnThePlaceOnly() {
    float[] whole = new float[103];
    PhiloxBlocks.uniform(5, 9, whole, 0, whole.length);
    float[] parts = new float[103];
    PhiloxBlocks.uniform(5, 9, parts, 0, 40);
    PhiloxBlocks.uniform(5, 9 + PhiloxBlocks.counters(40), parts, 40, 63);
    assertThat(parts).containsExactly(whole);
    float[] normal = new float[103];
    PhiloxBlocks.normal(5, 9, normal, 0, normal.length);
    float[] half = new float[103];
    PhiloxBlocks.normal(5, 9, half, 0, 8);
    PhiloxBlocks.normal(5, 11, half, 8, 95);
    assertThat(half).containsExactly(normal);
  }

  @Test
  void uniformDrawsFillTheUnitInterval() {
    float[] draws = new float[200_000];
    PhiloxBlocks.uniform(1, 0, draws, 0, draws.length);
    int[] bins = new int[10];
    for (float draw : draws) {
      assertThat(draw).isGreaterThanOrEqualTo(0).isLessThan(1);
      bins[(int) (draw * 10)]++;
    }
    for (int bin : bins) {
      // The standard deviation of a bin's count is sqrt(200000 * 0.1 * 0.9) = 134.
      assertThat(bin).isBetween(20_000 - 5 * 134, 20_000 + 5 * 134);
    }
  }

  @Test
  void normalDrawsHaveTheRightMoments() {
    float[] draws = new float[200_001];
    PhiloxBlocks.normal(1, 0, draws, 0, draws.length);
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (float draw : draws) {
      mean += draw;
      square += (double) draw * draw;
      fourth += Math.pow(draw, 4);
    }
    int n = draws.length;
    // Five standard deviations of each estimate: 1, sqrt(2) and sqrt(96) over sqrt(n).
    assertThat(mean / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(square / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    assertThat(fourth / n).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
  }
}
