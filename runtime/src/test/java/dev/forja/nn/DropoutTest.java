package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final int N = 100_000;

  private static float[] dropped(Dropout dropout, long seed) {
    return Randoms.callWith(new Philox(seed), () -> dropout.call(Tensor.ones(N)).toFloats());
  }

  /** Five standard deviations of a binomial fraction: 5 * sqrt(p (1 - p) / n). */
  @Test
  void dropsTheShareAndScalesTheRest() {
    float[] y = dropped(Dropout.of(0.25), 1);
    int zeros = 0;
    for (float value : y) {
      zeros += value == 0 ? 1 : 0;
      assertThat(value == 0 || value == 1 / 0.75f).isTrue();
    }
    assertThat(zeros / (double) N).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / N)));
  }

  @Test
  void drawsFromTheCurrentGenerator() {
    Dropout dropout = Dropout.of();
    assertThat(dropped(dropout, 3)).containsExactly(dropped(dropout, 3));
    assertThat(dropped(dropout, 3)).isNotEqualTo(dropped(dropout, 4));
    Randoms.runWith(
        new Philox(5),
        () ->
            assertThat(dropout.call(Tensor.ones(N)).toFloats())
                .isNotEqualTo(dropout.call(Tensor.ones(N)).toFloats()));
  }

  @Test
  void theGradientIsDroppedAlike() {
    Tensor x = Tensor.ones(N).requiresGrad(true);
    Tensor y = Dropout.of(0.5).call(x);
    y.sum().backward();
    assertThat(x.grad()).isNotNull().extracting(Tensor::toFloats).isEqualTo(y.toFloats());
  }

  @Test
  void inEvaluationAndWithoutShareItGivesItsInput() {
    Tensor x = Tensor.ones(4);
    Sequential model = Sequential.of(Dropout.of(0.9)).eval();
    assertThat(model.call(x)).isSameAs(x);
    assertThat(Dropout.of(0).call(x)).isSameAs(x);
    assertThat(Dropout.of(1).call(x).toFloats()).containsOnly(0);
  }

  @Test
  void readsAsInPyTorch() {
    assertThat(Dropout.of(0.25)).hasToString("Dropout(p=0.25, inplace=False)");
    assertThat(Dropout.of().eval()).hasToString("Dropout(p=0.5, inplace=False)");
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> Dropout.of(1.5))
        .hasMessage("Dropout: p is 1.5, but must be a probability, from 0 to 1");
  }
}
