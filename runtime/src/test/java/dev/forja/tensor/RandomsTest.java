package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomsTest {
  @Test
  void aSeedRepeatsTheSequence() {
    Philox first = new Philox(42);
    Philox second = new Philox(42);
    for (int i = 0; i < 20; i++) {
      assertThat(second.nextLong()).isEqualTo(first.nextLong());
    }
    assertThat(new Philox(43).nextLong()).isNotEqualTo(new Philox(42).nextLong());
  }

  @Test
  void theWholeStateIsSeedAndCounter() {
    Philox random = new Philox(7);
    random.uniform(new float[5]);
    random.nextInt();
    PhiloxState state = random.state();
    assertThat(state).isEqualTo(new PhiloxState(7, 3));
    long next = random.nextLong();
    assertThat(new Philox(state).nextLong()).isEqualTo(next);
    random.restore(state);
    assertThat(random.nextLong()).isEqualTo(next);
  }

  @Test
  void drawsOfOneBlockAreNotDrawnAgain() {
    Philox random = new Philox(1);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(random.nextLong())).isTrue();
    }
  }

  @Test
  void scopesHoldForTheirBody() {
    Philox process = Randoms.current();
    Philox own = new Philox(5);
    Randoms.runWith(own, () -> assertThat(Randoms.current()).isSameAs(own));
    float[] scoped = Randoms.callWith(new Philox(5), () -> Tensor.randn(6).toFloats());
    assertThat(Randoms.current()).isSameAs(process);
    float[] expected = new float[6];
    new Philox(5).normal(expected);
    assertThat(scoped).containsExactly(expected);
  }

  @Test
  void seedRestartsTheCurrentGenerator() {
    Randoms.runWith(
        new Philox(0),
        () -> {
          Randoms.seed(9);
          float[] first = Tensor.rand(4).toFloats();
          Randoms.seed(9);
          assertThat(Tensor.rand(4).toFloats()).containsExactly(first);
        });
  }

  @Test
  void initFillsWithinItsBounds() {
    Randoms.runWith(
        new Philox(3),
        () -> {
          Parameter weight = Parameter.zeros(200, 50, 2);
          float linear = (float) (1 / Math.sqrt(100));
          bounds(Init.kaimingUniform(weight, Math.sqrt(5)), linear);
          bounds(Init.xavierUniform(weight, 2), (float) (2 * Math.sqrt(6.0 / 500)));
          bounds(Init.uniform(weight, -3, 3), 3);
          deviation(Init.kaimingNormal(weight, 0), Math.sqrt(2.0 / 100));
          deviation(Init.xavierNormal(weight, 1), Math.sqrt(2.0 / 500));
          assertThat(Init.normal(weight, 4, 1).detach().mean().item()).isCloseTo(4, within(0.05f));
          assertThat(Init.ones(weight).detach().min().item()).isEqualTo(1);
          assertThat(Init.zeros(weight).detach().max().item()).isZero();
          assertThat(weight.array().storage().version()).isEqualTo(8);
        });
    assertThatThrownBy(() -> Init.xavierUniform(Parameter.zeros(3), 1))
        .hasMessage("the fans of [3]: a weight has two dimensions or more");
  }

  /**
   * 20,000 draws come within a thousandth of both bounds, and have the standard deviation of a
   * uniform distribution.
   */
  private static void bounds(Tensor weight, float bound) {
    assertThat(weight.detach().max().item()).isBetween(0.999f * bound, bound);
    assertThat(weight.detach().min().item()).isBetween(-bound, -0.999f * bound);
    deviation(weight, bound / Math.sqrt(3));
  }

  /**
   * The estimate of a standard deviation from 20,000 draws is within 5 * 0.7 / sqrt(20000) = 2.5 %.
   */
  private static void deviation(Tensor weight, double expected) {
    double found = Math.sqrt(weight.detach().square().mean().item());
    assertThat(found).isCloseTo(expected, within(0.025 * expected));
  }
}
