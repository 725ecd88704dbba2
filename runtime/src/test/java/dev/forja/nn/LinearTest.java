package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.Models_MlpInvoker;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearTest {
  private static Linear seeded(long seed, int in, int out) {
    return Randoms.callWith(new Philox(seed), () -> Linear.of(in, out));
  }

  /**
   * U(-k, k) with k = 1 / sqrt(in): mean 0, standard deviation k / sqrt(3), and values close to the
   * bound.
   */
  @Test
  void weightAndBiasStartAsPyTorchs() {
    Linear linear = seeded(1, 400, 300);
    assertUniform(linear.weight().toFloats(), 1 / Math.sqrt(400));
    Tensor bias = Objects.requireNonNull(seeded(2, 400, 5000).bias());
    assertUniform(bias.toFloats(), 1 / Math.sqrt(400));
  }

  /**
   * Five standard deviations of the estimate, exceeded for one in two million seeds; the seed is
   * fixed.
   */
  private static void assertUniform(float[] draws, double bound) {
    int n = draws.length;
    double deviation = bound / Math.sqrt(3);
    double[] values = IntStream.range(0, n).mapToDouble(i -> draws[i]).toArray();
    double mean = IntStream.range(0, n).mapToDouble(i -> values[i]).average().orElseThrow();
    double square =
        IntStream.range(0, n).mapToDouble(i -> values[i] * values[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(5 * deviation / Math.sqrt(n)));
    assertThat(Math.sqrt(square)).isCloseTo(deviation, within(5 * deviation / Math.sqrt(n)));
    double largest =
        IntStream.range(0, n).mapToDouble(i -> Math.abs(values[i])).max().orElseThrow();
    assertThat(largest).isBetween(bound * (1 - 20.0 / n), bound * (1 + 1e-6));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(seeded(7, 20, 10).weight().toFloats())
        .containsExactly(seeded(7, 20, 10).weight().toFloats());
    assertThat(seeded(7, 20, 10).weight().toFloats())
        .isNotEqualTo(seeded(8, 20, 10).weight().toFloats());
  }

  @Test
  void readsAsInPyTorch() {
    assertThat(Linear.of(784, 256))
        .hasToString("Linear(in_features=784, out_features=256, bias=True)");
    assertThat(Linear.of(3, 1, false))
        .hasToString("Linear(in_features=3, out_features=1, bias=False)");
  }

  @Test
  void aWrongInputIsToldByTheNameOfTheModule() {
    Models_MlpInvoker mlp = Models_MlpInvoker.of(3, 4, 2);
    assertThatThrownBy(() -> mlp.call(Tensor.zeros(2, 5)))
        .hasMessageContaining("hidden")
        .hasMessageContaining("inFeatures")
        .hasMessageContaining("[2, 5]");
  }

  @Test
  void noInputsGiveTheBias() {
    Linear linear = Linear.of(0, 2);
    assertThat(linear.call(Tensor.zeros(3, 0)).toFloats()).containsOnly(0);
  }
}
