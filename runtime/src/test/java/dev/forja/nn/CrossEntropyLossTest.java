package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The conformance cases test values and gradients; this tests what a module adds. */
class CrossEntropyLossTest {
  @Test
  void evenScoresCostTheLogarithmOfTheClasses() {
    Tensor loss = CrossEntropyLoss.of().call(Tensor.zeros(3, 10), Tensor.ofLongs(0, 5, 9));
    assertThat(loss.rank()).isZero();
    assertThat((double) loss.item()).isCloseTo(Math.log(10), within(1e-6));
  }

  @Test
  void optionsAreThoseOfPyTorch() {
    CrossEntropyOptions options =
        CrossEntropyOptions.defaults()
            .withReduction(Reduction.NONE)
            .withWeight(Tensor.vector(1, 3))
            .withIgnoreIndex(-1)
            .withLabelSmoothing(0.5);
    Tensor losses = CrossEntropyLoss.of(options).call(Tensor.zeros(3, 2), Tensor.ofLongs(0, 1, -1));
    double log2 = Math.log(2);
    // w[c] (1 - e) log 2 + e / 2 (w[0] + w[1]) log 2
    assertThat(losses.toFloats())
        .containsExactly(
            new float[] {(float) (1.5 * log2), (float) (2.5 * log2), 0}, within(1e-6f));
  }

  @Test
  void theWeightIsABufferOfTheModule() {
    CrossEntropyLoss weighted =
        CrossEntropyLoss.of(CrossEntropyOptions.defaults().withWeight(Tensor.vector(1, 3)));
    assertThat(weighted.stateDict()).containsOnlyKeys("weight");
    assertThat(CrossEntropyLoss.of().stateDict()).isEmpty();
    assertThat(CrossEntropyLoss.of()).hasToString("CrossEntropyLoss()");
  }
}
