package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Random tensors of further distributions: their ranges, their moments, and their seeds. */
class SamplerTest {
  private static final int MANY = 20_000;

  private static <T> T seeded(java.util.function.Supplier<T> draws) {
    return Randoms.callWith(new Philox(5), draws::get);
  }

  @Test
  void uniformNumbersFillTheirRange() {
    Tensor draws = seeded(() -> Tensor.uniform(-2, 4, new int[] {MANY}));
    assertThat(draws.min().item()).isBetween(-2f, -1.9f);
    assertThat(draws.max().item()).isBetween(3.9f, 4f);
    assertThat(draws.mean().item()).isCloseTo(1, within(0.1f));
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    Tensor draws = seeded(() -> Tensor.normal(3, 0.5, new int[] {100, MANY / 100}));
    assertThat(draws.shape()).containsExactly(100, MANY / 100);
    assertThat(draws.mean().item()).isCloseTo(3, within(0.02f));
    assertThat(draws.std().item()).isCloseTo(0.5f, within(0.02f));
  }

  @Test
  void integersComeFromTheirRangeAndAllOccur() {
    Tensor draws = seeded(() -> Tensor.randint(-1, 3, new int[] {MANY}));
    assertThat(draws.unique().values().toLongs()).containsExactly(-1, 0, 1, 2);
    assertThat(draws.unique().counts().amin().itemLong()).isGreaterThan(MANY / 5);
    assertThatThrownBy(() -> Tensor.randint(3, 3, new int[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("randint: from 3 to 3");
  }

  @Test
  void aPermutationHasEachNumberOnce() {
    long[] first = seeded(() -> Tensor.randperm(50)).toLongs();
    assertThat(first).isEqualTo(seeded(() -> Tensor.randperm(50)).toLongs());
    assertThat(first).isNotEqualTo(Tensor.arange(50).toLongs());
    Arrays.sort(first);
    assertThat(first).isEqualTo(Tensor.arange(50).toLongs());
    assertThat(Tensor.randperm(0).toLongs()).isEmpty();
  }

  @Test
  void truthsOccurWithTheirProbabilities() {
    Tensor p = Tensor.vector(0, 0.25f, 1).unsqueeze(1).expand(3, MANY);
    float[] means = seeded(p::bernoulli).mean(1).toFloats();
    assertThat(means[0]).isZero();
    assertThat(means[1]).isCloseTo(0.25f, within(0.02f));
    assertThat(means[2]).isOne();
    assertThatThrownBy(() -> Tensor.scalar(1.5).bernoulli())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
  }

  @Test
  void placesAreDrawnInProportionToTheirWeights() {
    Tensor weights = Tensor.vector(1, 0, 3);
    Tensor draws = seeded(() -> weights.multinomial(MANY, true));
    long[] counts = draws.bincount(null, 3).toLongs();
    assertThat(counts[1]).isZero();
    assertThat((double) counts[2] / counts[0]).isCloseTo(3, within(0.2));
    long[] each = seeded(() -> weights.multinomial(2, false)).toLongs();
    assertThat(each).containsExactlyInAnyOrder(0, 2);
    assertThatThrownBy(() -> weights.multinomial(3, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weight is left");
    assertThat(seeded(() -> Tensor.ones(4, 3).multinomial(2, false)).shape()).containsExactly(4, 2);
  }

  @Test
  void likeTensorsKeepShapeAndType() {
    Tensor like = Tensor.of(new int[] {1, 2, 3});
    assertThat(like.zerosLike().dtype()).isEqualTo(like.dtype());
    assertThat(like.fullLike(7).toLongs()).containsExactly(7, 7, 7);
    assertThat(Tensor.zeros(2, 3).randnLike().shape()).containsExactly(2, 3);
    assertThat(Tensor.zeros(2, 3).randLike().max().item()).isBetween(0f, 1f);
  }
}
