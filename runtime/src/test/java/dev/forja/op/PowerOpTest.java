package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PowerOpTest {
  @Test
  void zerosAndNegativeBasesGiveWhatPyTorchGives() {
    Tensor x = Tensor.vector(0, 0, 0, -2, 2).requiresGrad(true);
    Tensor exponent = Tensor.vector(0, 2, 1, 3, 0).requiresGrad(true);
    Tensor y = x.pow(exponent);
    y.sum().backward();
    assertThat(y.toFloats()).containsExactly(1, 0, 0, -8, 1);
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsExactly(0, 0, 1, 12, 0);
    assertThat(Objects.requireNonNull(exponent.grad()).toFloats())
        .containsExactly(0, 0, 0, Float.NaN, (float) Math.log(2));
  }
}
