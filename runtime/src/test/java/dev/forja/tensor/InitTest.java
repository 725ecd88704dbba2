package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitTest {
  @Test
  void skipLeavesOutTheDrawsAndNothingElse() {
    Philox generator = new Philox(1);
    Randoms.runWith(
        generator,
        () -> {
          Parameter skipped =
              Init.skip(() -> Init.kaimingNormal(Init.uniform(Parameter.zeros(2, 3), -1, 1), 0));
          assertThat(skipped.toFloats()).containsOnly(0);
          assertThat(generator.state().counter()).isZero();
          assertThat(Init.skip(() -> Init.ones(Parameter.zeros(2))).toFloats()).containsOnly(1);
          assertThat(Init.uniform(Parameter.zeros(9), 1, 2).toFloats()).doesNotContain(0);
        });
  }
}
